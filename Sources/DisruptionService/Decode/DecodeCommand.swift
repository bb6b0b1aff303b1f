import DisruptionCore
import Glibc
import ReferenceData
import WireFormat

/// `iropsd decode metar`: reports of weather as JSON.
public struct DecodeMetarCommand: Command {
    public static let syntax = CommandSyntax(
        "decode metar", summary: "reports of weather, one a line, as JSON",
        details: """
            Reads METAR and SPECI from standard input, one a line, with or without that word before it and = behind \
            it, and writes one JSON object a line to standard output: all that is decoded, and what follows from it, \
            such as ceiling, flight category, severity and the factor of an airport's capacity. What cannot be read \
            is in `errors`, by group; everything else of the report is there. A line that is no report at all makes \
            an object with errors too, so that lines of input and output go together. Of a line beyond 8 KiB the \
            begin is read. Exits 0 when it read to the end. deploy/WEATHER.md has the fields and formulas.
            """,
        options: [.reference, .runways],
        examples: [
            "decode metar < reports.txt",
            "decode metar --at 2014-12-18T08:00:00Z --runways runways.csv.gz < reports.txt",
        ])

    private let task: DecodeTask

    public init(_ arguments: Arguments) throws(UsageError) { self.init(try DecodeTask(arguments)) }

    init(_ task: DecodeTask) { self.task = task }

    public func run() throws -> ExitCode {
        try task.run { report, json, runways, reference in
            let metar = Metar(report, near: reference)
            json.value(metar, report, runways: runways.runways(of: metar.station))
        }
    }
}

/// `iropsd decode taf`: forecasts as JSON.
public struct DecodeTafCommand: Command {
    public static let syntax = CommandSyntax(
        "decode taf", summary: "forecasts of weather, one a line, as JSON",
        details: """
            Reads TAF from standard input, one a line, with or without that word before it and = behind it, and \
            writes one JSON object a line to standard output: every group with its period, and what is left of an \
            airport's capacity in the course of the forecast. What cannot be read is in `errors`, by group. Exits 0 \
            when it read to the end. deploy/WEATHER.md has the fields and formulas.
            """,
        options: [.reference, .runways],
        examples: ["decode taf < forecasts.txt", "decode taf --at 2024-05-09 < forecasts.txt"])

    private let task: DecodeTask

    public init(_ arguments: Arguments) throws(UsageError) { self.init(try DecodeTask(arguments)) }

    init(_ task: DecodeTask) { self.task = task }

    public func run() throws -> ExitCode {
        try task.run { report, json, runways, reference in
            let taf = Taf(report, near: reference)
            json.value(taf, report, runways: runways.runways(of: taf.station))
        }
    }
}

extension OptionSyntax {
    static let reference = OptionSyntax(
        "at", "T",
        "When the reports came in, which tells their month: a date, or an RFC 3339 instant. Default: the clock's time.")
    static let runways = OptionSyntax(
        "runways", "FILE", "Runways as OurAirports has them in runways.csv, for the wind on the best one.")
}

/// What both commands do: lines in, objects out.
struct DecodeTask: Sendable {
    private let reference: Instant?
    private let runwayPath: String?
    var input = STDIN_FILENO
    var output = STDOUT_FILENO

    /// Bytes that are collected before they are written.
    private static let outputBytes = 64 * 1024

    init(_ arguments: Arguments) throws(UsageError) {
        let instants = "a date like 2014-12-18 or an instant like 2014-12-18T08:00:00Z"
        reference = try arguments.value(of: "at", allowed: instants) {
            ReplayCommand.instant($0).flatMap { $0.isPlausible ? $0 : nil }
        }
        runwayPath = arguments["runways"]
    }

    typealias Decode = (UnsafeRawBufferPointer, inout JSONWriter, RunwayDirectory, Instant) -> Void

    func run(_ decode: Decode) throws -> ExitCode {
        let runways = try runwayPath.map { try RunwayFile(path: $0).directory } ?? .empty
        var lines = ReportLines(input)
        var json = JSONWriter(capacity: 2 * DecodeTask.outputBytes)
        var state = OutputState.open
        repeat {
            let now = reference ?? DecodeTask.clock()
            let goesOn = try lines.nextBlock { line in
                guard state == .open else { return }
                decode(line, &json, runways, now)
                json.endLine()
                if json.count >= DecodeTask.outputBytes {
                    state = write(json.bytes)
                    json.removeAll()
                }
            }
            if state == .open { state = write(json.bytes) }
            json.removeAll()
            if !goesOn { break }
        } while state == .open
        if case .failed(let code) = state {
            throw CommandError("standard output cannot be written: \(String(cString: strerror(code)))")
        }
        return .ok
    }

    private enum OutputState: Equatable {
        case open
        /// Nobody reads any more, which is no error.
        case closed
        case failed(Int32)
    }

    private func write(_ bytes: UnsafeRawBufferPointer) -> OutputState {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(output, rest.baseAddress, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno == EAGAIN {
                var ready = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, 1000)
            } else if errno == EPIPE {
                return .closed
            } else if errno != EINTR {
                return .failed(errno)
            }
        }
        return .open
    }

    private static func clock() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(ms: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
