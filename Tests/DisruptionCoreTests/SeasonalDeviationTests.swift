import Testing

@testable import DisruptionCore

/// SEASONAL_DEVIATION: later than usual at that hour.
@Suite struct SeasonalDeviationTests {
    private static var alone: EngineSettings {
        var settings = EngineSettings.congestionAlone
        _ = settings.set("airport_congestion.enabled", 0)
        _ = settings.set("seasonal_deviation.enabled", 1)
        _ = settings.set("time.allowed_lateness_minutes", 180)
        return settings
    }

    /// Departures of ORD every five minutes from 6 to 22 h, late from 10 to 14 h.
    private static func day(late minutes: Int64) -> CongestionScene {
        var scene = CongestionScene()
        scene.departures(from: at(6), to: at(22)) { (48..<96).contains($0) ? .late(minutes) : .onTime }
        return scene
    }

    private static func departures(_ runtime: LocalRuntime) -> DisruptionVersion? {
        runtime.finalFacts.first { $0.finding.subject == .direction(AirportCode("ORD") ?? .none, .departures) }
    }

    /// M = 0.6745 (x - median) / MAD, whole hundredths, the MAD at least 4 minutes.
    @Test(
        arguments: [
            (45, 0, 6, 505, .medium), (32, 0, 6, 359, .low), (31, 0, 6, 348, .none), (72, 0, 6, 809, .high),
            (45, 20, 6, 281, .none), (50, 20, 4, 505, .medium), (50, 20, 1, 505, .medium), (19, -1, 2, 337, .none),
            (20, 1, 2, 320, .none), (24, 3, 4, 354, .low), (-10, 0, 6, -112, .none),
        ] as [(Int32, Int32, Int32, Int64, Severity)])
    func robustScore(median: Int32, usual: Int32, deviation: Int32, score: Int64, severity: Severity) {
        let figures = SeasonalDeviation.Figures(
            movements: 12, median: median, usual: UsualDelays.Usual(median: usual, deviation: deviation, samples: 30))
        let settings = EngineSettings()
        #expect(figures.scoreHundredths(floorMinutes: settings[.seasonalFloorMinutes]) == score)
        let verdict = SeasonalDeviation.verdict(figures, settings)
        #expect(verdict.severity == severity && verdict.keeps == (score >= 250))
        // Few movements say nothing, and some keep what is open.
        var few = figures
        few.movements = 9
        #expect(SeasonalDeviation.verdict(few, settings).severity == .none)
        #expect(SeasonalDeviation.verdict(few, settings).keeps == verdict.keeps)
    }

    @Test(arguments: [(45, .medium), (75, .high), (33, .low)] as [(Int64, Severity)])
    func aLateMorningIsToldWithItsWindow(minutes: Int64, severity: Severity) throws {
        let runtime = try Self.day(late: minutes).run(settings: Self.alone)
        let fact = try #require(Self.departures(runtime))
        #expect(fact.finding.severity == severity && fact.lifecycle == .resolved)
        #expect(fact.count("median_delay_minutes") == minutes && fact.count("usual_samples") == 0)
        #expect(fact.finding.confidencePermille == 500)
        let start = Instant(ms: try #require(fact.count("window_start")))
        let end = Instant(ms: try #require(fact.count("window_end")))
        // Of those that left within an hour most must be late, four bins in a row.
        #expect((30...120).contains(start.minutes(since: at(10)) - Int32(minutes)))
        #expect((-60...60).contains(end.minutes(since: at(14)) - Int32(minutes)))
        #expect(try #require(runtime.disruptions.first { $0.id == fact.id }).lifecycle == .opened)
    }

    @Test func lateByAQuarterIsNothing() throws {
        #expect(try Self.day(late: 18).run(settings: Self.alone).disruptions.isEmpty)
    }

    @Test(arguments: 1...6) func anyOrderAndAnyPartitionsTellTheSame(seed: Int) throws {
        func facts(_ runtime: LocalRuntime) -> [String] {
            runtime.finalFacts.map { "\($0.finding.subject.id) \($0.finding.severity) \($0.finding.metrics)" }
        }
        let scene = Self.day(late: 45)
        let expected = facts(try scene.run(settings: Self.alone))
        #expect(expected.contains { $0.hasPrefix("ORD") })
        var random = Seeded(UInt64(seed))
        // Each event comes up to the allowed lateness behind its time.
        let order = scene.events.map { ($0, $0.at.adding(minutes: Int64(random.next(170)))) }
            .enumerated().sorted { ($0.1.1, $0.0) < ($1.1.1, $1.0) }.map(\.1.0)
        var layout = LogLayout.single
        layout.entities = 1 + seed % 3
        let runtime = LocalRuntime(layout: layout, settings: Self.alone)
        let feed = Feed(runtime)
        for event in order {
            feed.send(event)
            if random.next(3) == 0 { try runtime.pump { random.next($0) } }
        }
        try runtime.pump()
        runtime.mark(at(0, day: 9))
        try runtime.pump()
        #expect(facts(runtime) == expected, "seed \(seed)")
    }

    /// A restart at any record changes nothing.
    @Test func aCutAtAnyRecordChangesNothing() throws {
        let logs = PartitionLogs(entities: 1)
        let feed = Feed(logs)
        for (index, event) in Self.day(late: 45).events.sorted(by: { $0.at < $1.at }).enumerated() {
            feed.send(event)
            if index % 10 == 0 { try logs.pump() }
        }
        try logs.pump()
        logs.mark(at(0, day: 9))
        try logs.pump()
        var straight = PartitionLogs.engine(0, logs.layout, TableLimits())
        var cut = PartitionLogs.engine(0, logs.layout, TableLimits())
        var (expected, trace) = (EngineTrace(), EngineTrace())
        for (offset, record) in logs.logs[0].enumerated() {
            try expected.step(&straight, record, offset: offset)
            try trace.step(&cut, record, offset: offset)
            cut = try PartitionEngine.restored(cut.snapshot(), 0, logs.layout)
        }
        #expect(trace.difference(from: expected) == nil)
        let endsSame = cut.snapshot() == straight.snapshot()
        #expect(endsSame)
        #expect(expected.said.contains { $0.outputs.contains { $0.contains("seasonal") } })
    }
}
