import DisruptionCore
import Foundation
import History
import ReferenceData
import Testing
import WireFormat

@testable import Backtest

/// A folder of its own for the files of one test, removed when the test is over.
final class Scratch {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "iropsd-backtest-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws -> String {
        let file = path + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }

    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

func text(_ path: String) throws -> String {
    try String(decoding: FileManager.default.contentsOfFile(path), as: UTF8.self)
}

extension FileManager {
    fileprivate func contentsOfFile(_ path: String) throws -> Data { try #require(contents(atPath: path)) }
}

/// The world's airports, read once.
let airports: AirportDirectory = (try? ReferenceAirports.load().directory) ?? .empty

/// A day of snow at Frankfurt, some 2,000 legs.
let snowLegs: [HistoricLeg] = SyntheticDay.legs(on: CalendarDate(days: 20_473))

/// 2026-01-20T00:00:00Z, the begin of that day.
let snowStart = CalendarDate(days: 20_473).startUTC

/// Legs as a file of history, with nothing in it that becomes known after an instant.
/// - Parameter cut: nil for everything.
func csv(_ legs: [HistoricLeg], cut: Instant = .distantFuture) -> String {
    var out = "flight_date,carrier,flight_num,tail,origin,dest,sched_dep,sched_arr,act_dep,act_arr,cancelled,diverted\n"
    let rules = EventRules()
    for leg in legs {
        func time(_ time: Instant?) -> String { time.flatMap { $0 <= cut ? $0.rfc3339 : nil } ?? "" }
        let isCancelled = rules.cancellationTold(of: leg).map { $0 <= cut } ?? false
        var date = ByteWriter(capacity: 64)
        date.put(date: leg.key.date)
        let flight = leg.key.flight.description
        out +=
            [
                String(decoding: date.bytes, as: UTF8.self), String(flight.prefix(2)), String(flight.dropFirst(2)),
                leg.tail.description, leg.key.origin.description, leg.destination.description,
                leg.scheduledDeparture.rfc3339, leg.scheduledArrival.rfc3339, time(leg.out),
                // Nobody knows of a diversion here; the leg is never heard of again.
                leg.isDiverted ? "" : time(leg.arrival), isCancelled ? "True" : "False", "False",
            ].joined(separator: ",") + "\n"
    }
    return out
}

/// What the report's files say.
struct Told {
    let disruptions: [String]
    let predictions: [String]

    /// The lines said up to an instant.
    func disruptions(until instant: Instant) -> [String] {
        disruptions.filter { line in
            guard let start = line.range(of: "\"event_time\":\"")?.upperBound else { return false }
            return line[start...].prefix { $0 != "\"" } <= instant.rfc3339
        }
    }

    func predictions(until instant: Instant) -> [String] {
        predictions.filter { ($0.split(separator: ",").dropFirst().first.map(String.init) ?? "9") <= instant.rfc3339 }
    }
}

/// Runs files through the engines and reads what they said.
/// - Parameters:
///   - last: time ends there.
///   - weather: a file of reports.
func told(
    _ file: String, in scratch: Scratch, partitions: Int = 2, last: Instant? = nil,
    settings: EngineSettings = EngineSettings(), weather: String? = nil
) throws -> Told {
    let folder = scratch.path + "/" + UUID().uuidString
    let history = try HistoryFiles(paths: [file], airports: airports)
    var input = BacktestInput(history: history, airports: airports, report: folder)
    if let weather {
        input.weather = try WeatherReports(
            paths: [weather], airports: airports,
            span: snowStart.adding(minutes: -1440)...snowStart.adding(minutes: 2 * 1440))
    }
    let writer = SaidWriter(try ReportFolder(path: folder), reference: airports)
    let runtime = ParallelRuntime(
        partitions: partitions, settings: Backtest.settings(settings), reference: airports)
    try HistoryRun(runtime, input, writer: writer, last: last).run()
    try writer.publish(scores: JSONWriter(), page: ByteWriter())
    func lines(_ name: String) throws -> [String] {
        try text(folder + "/" + name).split(separator: "\n").map(String.init)
    }
    return Told(
        disruptions: try lines("disruptions.jsonl"), predictions: Array(try lines("predictions.csv").dropFirst()))
}

/// Every version that the engines tell of legs.
func versions(
    _ legs: [HistoricLeg], partitions: Int, learned: LearnedFile? = nil
) throws -> [DisruptionVersion] {
    var runtime = ParallelRuntime(
        partitions: partitions, settings: Backtest.settings(EngineSettings()), reference: airports)
    runtime.learned = learned
    var reader = SliceReader(EventStream(LegSource(legs)), weather: WeatherReports(), partitions: partitions)
    var slices: [InputSlice] = []
    while let slice = try reader.next() { slices.append(slice) }
    let input = BoundedQueue<[InputSlice]>(capacity: 1)
    let output = BoundedQueue<SaidBatch>(capacity: 100_000)
    #expect(input.put(slices))
    input.close()
    _ = try runtime.run(input, output)
    var told: [DisruptionVersion] = []
    while let batch = output.take() { told += batch.disruptions.joined() }
    return told
}

/// The final facts of what was told, one line each, sorted: what does not depend on order, partitions or runtimes.
func finalFacts(_ versions: [DisruptionVersion]) -> [String] {
    var last: [DisruptionID: DisruptionVersion] = [:]
    for version in versions where last[version.id].map({ $0.version < version.version }) ?? true {
        last[version.id] = version
    }
    return last.values.filter { $0.confirmed && $0.lifecycle != .retracted && $0.lifecycle != .superseded }
        .map { version in
            let finding = version.finding
            let legs = finding.legs.map { "\($0.leg)+\($0.reactionaryMinutes)" }.joined(separator: " ")
            return [
                DisruptionRecord.id(version.id), finding.pattern.name.description, finding.severity.name.description,
                finding.category?.name.description ?? "", finding.subject.id, finding.root?.subject.id ?? "",
                finding.root?.cause ?? "", legs,
            ].joined(separator: "|")
        }.sorted()
}

/// The files of a folder.
func fileNames(_ path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
}
