import DisruptionCore
import Testing
import WireFormat

@testable import DisruptionService

@Suite("Terminal: top")
struct TopScreenTests {
    private static func record(
        _ id: String, _ severity: String, _ lifecycle: String = "OPENED", at minute: Int = 0,
        pattern: String = "WEATHER_IMPACT"
    ) throws -> DisruptionNews {
        let text = """
            {"disruption_id":"\(id)","version":1,"lifecycle":"\(lifecycle)","confirmed":false,
            "pattern":"\(pattern)","severity":"\(severity)","subject":{"kind":"airport","id":"FRA"},
            "event_time":"2026-01-14T05:\(10 + minute):00Z","explanation":"Snow at FRA.","evidence":[
            {"what":"capacity_permille","value":400,"threshold":750.5},{"what":"visibility_m","value":1.5}],
            "trigger_event_id":"metar-7","correlation_id":"","confidence":0.815}
            """
        var reader = OutputReader()
        return try Array(text.utf8).withUnsafeBytes { bytes throws in try DisruptionNews(bytes, with: &reader) }
    }

    @Test("The worst first, of one severity the newest; what is over is not open")
    func board() throws {
        var board = OpenBoard()
        board.note(try Self.record("aa11", "high", at: 1))
        board.note(try Self.record("bb22", "high", at: 2))
        board.note(try Self.record("cc33", "critical"))
        board.note(try Self.record("dd44", "low", at: 3))
        board.note(try Self.record("dd44", "low", "RESOLVED", at: 4))
        #expect(board.count == 3)
        #expect(board.worst(10).map(\.id) == ["cc33", "bb22", "aa11"])
        #expect(board.worst(1).map(\.id) == ["cc33"])
        // A flight that is cancelled is critical to itself; what reaches further stands before it.
        board.note(try Self.record("ee55", "critical", at: 5, pattern: "FLIGHT_CANCELLED"))
        #expect(board.worst(10).map(\.id) == ["cc33", "bb22", "aa11", "ee55"])
        board.note(try Self.record("ee55", "critical", "RESOLVED", at: 6, pattern: "FLIGHT_CANCELLED"))
        #expect(board.severities.map { "\($0.count) \($0.severity)" } == ["1 critical", "2 high"])
    }

    @Test("Rates come from two looks, and the screen is no higher than the terminal")
    func screen() throws {
        func look(_ at: Double, _ accepted: Int, _ cpu: Double) -> TopLook {
            let page = """
                iropsd_build_info{version="0.1.0"} 1
                process_start_time_seconds 1000
                process_cpu_seconds_total \(cpu)
                iropsd_events_accepted_total{lane="0"} \(accepted)
                iropsd_partition_lag{partition="0",topic="flight.events"} 12
                iropsd_group_lag_seconds{partition="0",topic="flight.events"} 3.5
                iropsd_watermark_seconds{partition="0"} 1090
                iropsd_held_back{by="external.data/3",partition="0"} 1
                iropsd_held_back{by="external.data/3",partition="1"} 1
                iropsd_held_back{by="flight.events/0",partition="1"} 1
                """
            return TopLook(at: at, page: MetricsPage(page), waiting: nil)
        }
        var board = OpenBoard()
        for number in 0..<9 { board.note(try Self.record("e\(number)", "medium", at: number)) }
        let screen = TopScreen(
            look(1110, 5000, 11), earlier: look(1100, 3000, 10), address: "127.0.0.1:9464", board: board, height: 10,
            isColoured: false)
        #expect(
            Array(screen.lines.prefix(7)) == [
                "iropsd 0.1.0 at 127.0.0.1:9464  ready",
                "process   up 110 s, 10 % of a core",
                "events    200/s, 5,000 accepted, no dead letters",
                "to read   12 records, oldest 3 s, event time 20 s behind the clock by external.data/3",
                "commits   ",
                "",
                "9 open: 9 medium",
            ])
        #expect(screen.lines.count == 10)
        #expect(screen.lines[7] == "2026-01-14 05:18Z  MEDIUM    expected    [e8] Snow at FRA.")
        let first = TopScreen(
            look(1110, 5000, 11), earlier: nil, address: "a:1", board: OpenBoard(), height: 30, isColoured: false)
        #expect(first.lines[2] == "events    5,000 accepted, no dead letters")
        #expect(first.lines.last == "0 open")
    }

    @Test("A line is cut where the terminal ends; colours take no place")
    func cut() {
        #expect(TopCommand.cut("abcdef", 4) == "abcd\u{1B}[0m")
        #expect(TopCommand.cut("\u{1B}[31mab\u{1B}[0mcd", 4) == "\u{1B}[31mab\u{1B}[0mcd")
        #expect(TopCommand.cut("", 4) == "")
    }

    @Test("A version of a story with its reasons and its cause")
    func story() throws {
        let text = """
            {"disruption_id":"aa11","version":1,"lifecycle":"UPDATED","confirmed":true,
            "pattern":"WEATHER_IMPACT","severity":"high","subject":{"kind":"airport","id":"FRA"},
            "event_time":"2026-01-14T05:10:00Z","explanation":"Snow at FRA.","confidence":0.815,
            "evidence":[{"what":"capacity_permille","value":400,"threshold":750.5},{"what":"visibility_m","value":1.5}],
            "trigger_event_id":"metar-7","correlation_id":"c-1"}
            """
        var reader = OutputReader()
        let version = try Array(text.utf8).withUnsafeBytes { bytes throws in
            try StoryVersion(bytes, with: &reader)
        }
        #expect(
            version.lines(isColoured: false) == [
                "  2026-01-14 05:10Z  HIGH      confirmed   Snow at FRA.",
                "      by event metar-7 of c-1, 82 % sure; capacity_permille 400 (bound 750.5), visibility_m 1.5",
            ])
    }
}
