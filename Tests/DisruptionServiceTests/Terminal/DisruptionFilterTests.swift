import DisruptionCore
import Testing
import WireFormat

@testable import DisruptionService

@Suite("Terminal: which disruptions are shown, and how")
struct DisruptionFilterTests {
    private static func news(
        _ kind: String, _ id: String, severity: String = "high", lifecycle: String = "OPENED", confirmed: Bool = false,
        root: String = "AA1521/2008-02-06/ORD", legs: [String] = []
    ) throws -> DisruptionNews {
        let reached = legs.map { #"{"leg_id":"\#($0)"}"# }.joined(separator: ",")
        let body = #"""
            {"disruption_id":"0f","version":3,"lifecycle":"\#(lifecycle)","confirmed":\#(confirmed),
            "pattern":"CASCADING_DELAY","severity":"\#(severity)","subject":{"kind":"\#(kind)","id":"\#(id)"},
            "root":{"kind":"leg","id":"\#(root)","cause":"weather"},"legs":[\#(reached)],
            "explanation":"N4 comes in late.","event_time":"2008-02-06T15:30:00Z"}
            """#
        var reader = OutputReader()
        return try Array(body.utf8).withUnsafeBytes { try DisruptionNews($0, with: &reader) }
    }

    @Test("A line says when, how bad, how sure and what")
    func line() throws {
        let line = try Self.news("airport", "ORD").line(isColoured: false)
        #expect(line == "2008-02-06 15:30Z  HIGH      expected    [0f] N4 comes in late.")
        let over = try Self.news("airport", "ORD", severity: "low", lifecycle: "RESOLVED", confirmed: true)
        #expect(over.line(isColoured: false).contains("LOW       over        [0f] N4"))
        #expect(try Self.news("airport", "ORD").line(isColoured: true).contains("\u{1B}[31mHIGH    \u{1B}[0m"))
    }

    @Test(
        "Airports and airlines are found in subjects, roots and legs",
        arguments: [
            ("airport", "FRA", ["FRA", "ORD"], ["AA"]),
            ("airport-direction", "FRA/departures", ["FRA", "ORD"], ["AA"]),
            ("airline-base", "LH/FRA", ["FRA", "ORD"], ["AA", "LH"]),
            ("airline-type", "LH/A320", ["ORD"], ["AA", "LH"]),
            ("rotation", "D-AIAB/LH123/2008-02-06/MUC", ["MUC", "ORD"], ["AA", "LH"]),
            ("break", "U21234A/2008-02-06/EDDM/LATE_INBOUND", ["EDDM", "ORD"], ["AA", "U2"]),
            ("network", "network", ["ORD"], ["AA"]), ("leg", "AA9/2008-02-06/DFW#2", ["DFW", "ORD"], ["AA"]),
        ] as [(String, String, Set<String>, Set<String>)])
    func places(kind: String, id: String, airports: Set<String>, carriers: Set<String>) throws {
        let news = try Self.news(kind, id)
        #expect(DisruptionFilter.airports(of: news) == airports)
        #expect(DisruptionFilter.carriers(of: news) == carriers)
    }

    @Test("Words of one option are alternatives, options hold together")
    func admits() throws {
        let news = try Self.news("network", "network", legs: ["UA7/2008-02-06/LAX"])
        var filter = DisruptionFilter()
        #expect(filter.admits(news))
        filter.airports = ["JFK", "LAX"]
        #expect(filter.admits(news))
        filter.carriers = ["DL"]
        #expect(!filter.admits(news))
        filter.carriers = ["DL", "UA"]
        filter.severity = .high
        #expect(filter.admits(news))
        filter.severity = .critical
        #expect(!filter.admits(news))
        filter = DisruptionFilter()
        filter.patterns = ["AIRPORT_CONGESTION"]
        #expect(!filter.admits(news))
        filter = DisruptionFilter()
        filter.isConfirmedOnly = true
        #expect(!filter.admits(news))
    }

    @Test(
        "Words that mean nothing are refused with what would do",
        arguments: [
            (["--pattern", "fog"], "cascading_delay"), (["--severity", "awful"], "low, medium, high or critical"),
            (["--since", "soon"], "a date like"),
        ])
    func usage(words: [String], says: String) throws {
        let error = #expect(throws: UsageError.self) {
            _ = try TailCommand(Arguments(["--config", "iropsd.yaml"] + words, TailCommand.syntax))
        }
        #expect("\(try #require(error))".contains(says))
        let name = #expect(throws: UsageError.self) {
            let syntax = DeadLettersShowCommand.syntax
            _ = try DeadLettersShowCommand(Arguments(["17", "--config", "iropsd.yaml"], syntax))
        }
        #expect("\(try #require(name))".contains("PARTITION/OFFSET"))
    }
}
