import DisruptionCore
import Foundation
import Synchronization
import Testing

@testable import DisruptionService

/// A clock that a test moves.
private final class DrivenClock: Sendable {
    private let time = Mutex(Instant(ms: 1_228_134_896_007))
    var now: Instant { time.withLock { $0 } }
    func advance(ms: Int64) { time.withLock { $0 = $0.adding(ms: ms) } }
}

@Suite("Log: lines and limits")
struct LogTests {
    private let output = CapturedOutput()
    private let clock = DrivenClock()

    private func log(_ format: LogFormat, level: LogLevel = .debug) -> Log {
        Log(format: format, level: level, descriptor: output.descriptor) { [clock] in clock.now }
    }

    private func parsed(_ line: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test("A JSON line has its fields in order")
    func json() {
        log(.json).emit(
            LogEvent(
                .info, "lane.assigned", "Lane owns \"12\" partitions", ["lane": 0, "topic": "a\nb", "idle": false]))
        #expect(
            output.text == """
                {"time":"2008-12-01T12:34:56.007Z","level":"info","code":"lane.assigned",\
                "message":"Lane owns \\"12\\" partitions","lane":0,"topic":"a\\nb","idle":false}

                """)
    }

    @Test("A text line has columns, and quotes what is not one word")
    func text() {
        let log = log(.text(isColoured: false))
        log.emit(
            LogEvent(
                .warning, "broker.lost", "Broker is gone", ["broker": "a:9092", "why": "no route", "none": "", "n": -5])
        )
        log.emit(LogEvent(.error, "a.code.that.is.longer.than.its.column", "m"))
        #expect(
            output.lines == [
                "2008-12-01T12:34:56.007Z WARN  broker.lost             Broker is gone "
                    + "broker=a:9092 why=\"no route\" none=\"\" n=-5",
                "2008-12-01T12:34:56.007Z ERROR a.code.that.is.longer.than.its.column m",
            ])
    }

    @Test("Colours surround the level alone")
    func colours() {
        log(.text(isColoured: true)).emit(LogEvent(.error, "x", "m"))
        #expect(output.lines == ["2008-12-01T12:34:56.007Z \u{1B}[31mERROR\u{1B}[0m x                       m"])
    }

    @Test("The journal gets priorities and no time")
    func journal() {
        let log = log(.journal)
        for level in LogLevel.allCases { log.emit(LogEvent(level, "x", "m")) }
        #expect(output.lines.map { $0.prefix(4) } == ["<3>x", "<4>x", "<6>x", "<7>x"])
    }

    @Test("No text from outside breaks a line or speaks to a terminal")
    func hostileText() throws {
        let nasty = "a\u{1B}[2Jb\r\nc\u{0}d\u{202E}e\u{85}f\u{2028}g\\h\u{7F}"
        log(.text(isColoured: false)).emit(LogEvent(.info, "x", nasty, ["f": .text(nasty)]))
        log(.journal).emit(LogEvent(.info, "x", nasty, ["f": .text(nasty)]))
        log(.json).emit(LogEvent(.info, "x", nasty, ["f": .text(nasty)]))
        #expect(output.lines.count == 3)
        for byte in output.bytes { #expect(byte == 0x0A || byte >= 0x20) }
        for line in output.lines.prefix(2) {
            #expect(line.contains("a\\u{1b}[2Jb\\r\\nc\\u{0}d\\u{202e}e\\u{85}f\\u{2028}g\\\\h\\u{7f}"))
        }
        #expect(try parsed(output.lines[2])["f"] as? String == nasty)
    }

    @Test("Bytes that are no UTF-8 are replaced")
    func invalidUTF8() throws {
        let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xE2, 0x82]
        log(.json).emit(LogEvent(.info, "x", "m", ["f": bytes.withUnsafeBytes { .bytes($0) }]))
        #expect(try parsed(output.lines[0])["f"] as? String == "a\u{FFFD}b\u{FFFD}")
    }

    @Test(
        "However long the texts, a line stays in its bounds and JSON stays JSON",
        arguments: ["x", "é", "\u{1}", "\"", "👩‍👩‍👧"])
    func longTexts(unit: String) throws {
        let long = String(repeating: unit, count: 20_000)
        let value = LogValue.text(long)
        let fields: LogFields = [
            "a": value, "b": value, "c": value, "d": value, "e": value, "f": value, "g": value, "h": value,
        ]
        for format in [LogFormat.json, .text(isColoured: true), .journal] {
            log(format).emit(LogEvent(.info, "x", long, fields))
        }
        #expect(output.lines.count == 3)
        for line in output.lines {
            #expect(line.utf8.count < ServiceLimits.logLineBytes)
            #expect(line.contains("fields_left_out"))
        }
        let object = try parsed(output.lines[0])
        #expect((object["message"] as? String)?.hasSuffix("…") == true)
        let shown = ["a", "b", "c", "d", "e", "f", "g", "h"].filter { object[$0] != nil }.count
        #expect(object["fields_left_out"] as? Int == 8 - shown)
    }

    @Test("Levels below the log's are counted and not written")
    func levels() {
        let log = log(.json, level: .warning)
        for level in LogLevel.allCases { log.emit(LogEvent(level, "x.y", "m")) }
        #expect(output.lines.count == 2)
        #expect(log.counts.map(\.count) == [4])
        #expect(log.writes(.error) && log.writes(.warning) && !log.writes(.info) && !log.writes(.debug))
    }

    @Test("Repeats of a code are left out and counted; other codes are not touched")
    func repeats() throws {
        let log = log(.json)
        for _ in 0..<100 { log.emit(LogEvent(.info, "often", "m")) }
        log.emit(LogEvent(.info, "seldom", "m"))
        #expect(output.lines.count == ServiceLimits.logRepeats + 1)
        log.collectRepeats()
        #expect(output.lines.count == ServiceLimits.logRepeats + 1, "the window is not over")

        clock.advance(ms: ServiceLimits.logRepeatWindowMs)
        log.emit(LogEvent(.info, "often", "m"))
        let line = try parsed(try #require(output.lines.last))
        #expect(line["left_out"] as? Int == 100 - ServiceLimits.logRepeats)
        log.emit(LogEvent(.info, "often", "m"))
        #expect(try parsed(try #require(output.lines.last))["left_out"] == nil)
        #expect(log.counts.map(\.count) == [102, 1])
    }

    @Test("Repeats after which nothing comes are told all the same")
    func collected() throws {
        let log = log(.text(isColoured: false))
        for _ in 0..<40 { log.emit(LogEvent(.warning, "often", "m")) }
        clock.advance(ms: ServiceLimits.logRepeatWindowMs)
        log.collectRepeats()
        #expect(try #require(output.lines.last).hasSuffix("WARN  often                   Repeats left out left_out=8"))
        let count = output.lines.count
        log.collectRepeats()
        #expect(output.lines.count == count)
        for _ in 0..<40 { log.emit(LogEvent(.warning, "often", "m")) }
        log.collectRepeats(isEnd: true)
        #expect(try #require(output.lines.last).hasSuffix("left_out=8"))
    }

    @Test("A clock that is set back silences nothing")
    func clockSetBack() {
        let log = log(.json)
        for _ in 0..<100 { log.emit(LogEvent(.info, "often", "m")) }
        clock.advance(ms: -3_600_000)
        log.emit(LogEvent(.info, "often", "m"))
        #expect(output.lines.count == ServiceLimits.logRepeats + 1)
    }

    @Test("Lines of many threads do not mix")
    func threads() async {
        let log = log(.json)
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for _ in 0..<200 { log.emit(LogEvent(.info, "x", "m", ["worker": .integer(worker)])) }
                }
            }
        }
        #expect(output.lines.count == ServiceLimits.logRepeats)
        #expect(output.lines.allSatisfy { $0.hasPrefix("{\"time\"") && $0.hasSuffix("}") })
        #expect(log.counts.map(\.count) == [1600])
    }

    @Test("auto looks at the terminal and at systemd")
    func automatic() {
        func format(_ choice: LogFormatChoice, _ isTerminal: Bool, _ environment: [String: String]) -> LogFormat {
            LogFormat(choice, isTerminal: isTerminal) { environment[$0] }
        }
        #expect(format(.auto, true, [:]) == .text(isColoured: true))
        #expect(format(.auto, true, ["NO_COLOR": "1"]) == .text(isColoured: false))
        #expect(format(.auto, true, ["NO_COLOR": ""]) == .text(isColoured: true))
        #expect(format(.auto, true, ["TERM": "dumb"]) == .text(isColoured: false))
        #expect(format(.auto, true, ["JOURNAL_STREAM": "8:1"]) == .text(isColoured: true))
        #expect(format(.auto, false, [:]) == .json)
        #expect(format(.auto, false, ["JOURNAL_STREAM": "8:1"]) == .journal)
        #expect(format(.text, false, [:]) == .text(isColoured: false))
        #expect(format(.json, true, ["JOURNAL_STREAM": "8:1"]) == .json)
        #expect(format(.journal, true, [:]) == .journal)
    }
}
