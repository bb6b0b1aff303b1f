import Testing

@testable import DisruptionCore

/// NETWORK_DISRUPTION: airports that pass their delay on to each other.
@Suite struct NetworkDisruptionTests {
    @Test func lateAircraftConnectLateAirports() throws {
        let runtime = try NetworkScene.badMorning().run()
        let fact = try #require(runtime.finalFacts.first { $0.finding.pattern == .networkDisruption })
        #expect(fact.finding.subject == .network && fact.finding.subject.kind.description == "network")
        #expect(fact.lifecycle == .resolved && fact.confirmed)
        // All airports that there are; delay alone is of medium severity.
        #expect(fact.finding.severity == .medium)
        #expect(fact.count("component_airports") == 3 && fact.count("component_share") == 1000)
        #expect(fact.finding.root?.subject.kind.description == "airport" && fact.finding.root?.cause == "delays")
        #expect(try #require(fact.count("affected_legs")) >= 30)
        // Without slack each late leg passes on all of its 45 minutes.
        #expect(fact.count("reactionary_minutes") == fact.count("affected_legs").map { $0 * 45 })
        let opened = try #require(runtime.ofNetwork.first)
        #expect(opened.lifecycle == .opened && opened.confirmed)
        #expect(opened.eventTime > at(10) && opened.eventTime < at(13))
        #expect(try #require(fact.count("window_end")) <= at(17).ms)
    }

    @Test func cancellationsMakeItHigh() throws {
        let scene = NetworkScene { _, time in
            guard (at(9)..<at(13)).contains(time) else { return 2 }
            return time.ms / 300_000 % 8 == 0 ? nil : 45
        }
        let fact = try scene.run().finalFacts.first { $0.finding.pattern == .networkDisruption }
        #expect(try #require(fact).finding.severity == .critical)
    }

    /// One frame brings hours: all their bins settle in one record.
    @Test(arguments: [1, 200, 5000]) func aRecordTellsADisruptionOnce(step: Int) throws {
        let runtime = try NetworkScene.badMorning().run(step: step)
        #expect(runtime.doubled == [])
        #expect(runtime.finalFacts.contains { $0.finding.pattern == .networkDisruption })
    }

    @Test func aQuietNetworkSaysNothing() throws {
        let runtime = try NetworkScene { _, _ in 2 }.run()
        #expect(runtime.disruptions.isEmpty)
    }

    /// Late departures whose aircraft came in time are nobody's but their airport's.
    @Test func whatNoAircraftCarriesConnectsNothing() throws {
        let scene = NetworkScene(hops: 1, from: at(9)) { _, _ in 45 }
        var settings = EngineSettings.networkAlone
        _ = settings.set("network_disruption.late_excess_permille", 1000)
        #expect(try scene.run(settings: settings).ofNetwork.isEmpty)
    }

    /// Nothing connects these airports, but far more departures than usual are late.
    @Test func lateEverywhereIsToldWithoutLinks() throws {
        var settings = EngineSettings.networkAlone
        _ = settings.set("network_disruption.departures", 20)
        _ = settings.set("network_disruption.airports", 1000)
        let fact = try NetworkScene.badMorning().run(settings: settings).finalFacts.first {
            $0.finding.pattern == .networkDisruption
        }
        #expect(fact?.finding.root?.subject == .network && fact?.finding.severity == .low)
        #expect(fact?.count("usual_late_share") == 350)
    }

    @Test func itsAirportsNameItAsTheirParent() throws {
        let runtime = try NetworkScene.badMorning().run()
        let network = try #require(runtime.finalFacts.first { $0.finding.pattern == .networkDisruption })
        let late = runtime.finalFacts.filter { $0.finding.pattern == .seasonalDeviation }
        #expect(late.count == 6)
        #expect(late.allSatisfy { $0.finding.parent == network.id })
        #expect(network.finding.parent == nil)
        // They were told before the network was, and at once again when it was.
        for fact in late {
            let told = runtime.disruptions.filter { $0.id == fact.id }
            #expect(told.first?.lifecycle == .opened && told.first?.finding.parent == nil)
            #expect(told.contains { $0.lifecycle == .updated && $0.finding.parent == network.id })
        }
    }

    @Test func whatOpenedByLatenessIsNoSpreadForGoingOn() {
        let settings = EngineSettings()
        var late = NetworkDisruptionFigures()
        (late.departed, late.latePermille, late.usualPermille) = (1_000, 600, 350)
        (late.size, late.legs, late.sharePermille) = (1, 2, 10)
        // Less late, and a larger component that is none by far.
        var less = late
        (less.latePermille, less.size, less.sharePermille) = (350 + late.excessThatKeeps(settings), 2, 20)
        var wide = late
        (wide.size, wide.legs, wide.sharePermille) = (40, 2_000, 400)
        let verdicts = [late, less, wide].map { NetworkDisruption.verdict($0, settings) }
        #expect(verdicts.map(\.keeps) == [true, true, true])
        #expect(verdicts[0].severity == .low && verdicts[1].severity == .none && verdicts[2].severity > .low)
        let (spread, lateness) = (NetworkDisruption.Cause.spread.rawValue, NetworkDisruption.Cause.lateness.rawValue)
        #expect(verdicts.map(\.cause) == [lateness, lateness, spread])
        #expect(verdicts[1].score < verdicts[0].score && verdicts[0].score < verdicts[2].score)
    }

    @Test func switchedOffItSaysNothing() throws {
        var settings = EngineSettings.networkAlone
        _ = settings.set("network_disruption.enabled", 0)
        let runtime = try NetworkScene.badMorning().run(settings: settings)
        #expect(runtime.ofNetwork.isEmpty && !runtime.disruptions.isEmpty)
    }

    /// Order of arrival, partition counts and the order in which partitions are read change nothing that is final.
    @Test(arguments: 1...6) func anyOrderAndAnyPartitionsTellTheSame(seed: Int) throws {
        var settings = EngineSettings.networkAlone
        _ = settings.set("time.allowed_lateness_minutes", 180)
        let scene = NetworkScene { airport, time in
            guard (at(9)..<at(13)).contains(time) else { return 2 }
            return time.ms / 300_000 % 9 == 0 ? nil : airport == "OAK" ? 70 : 40
        }
        func facts(_ runtime: LocalRuntime) -> [String] {
            runtime.finalFacts.map {
                let root = $0.finding.root?.subject.id ?? ""
                let parent = $0.finding.parent?.low ?? 0
                return "\($0.finding.subject.id) \($0.finding.severity) \($0.finding.metrics) \(root) \(parent)"
            }
        }
        let expected = facts(try scene.run(settings: settings))
        #expect(expected.contains { $0.hasPrefix("network") })
        var random = Seeded(UInt64(seed))
        // Each event comes up to the allowed lateness behind its time.
        let shuffled = scene.sorted.map { ($0, $0.at.adding(minutes: Int64(random.next(170)))) }
            .enumerated().sorted { ($0.1.1, $0.0) < ($1.1.1, $1.0) }.map(\.1.0)
        let runtime = try scene.run(settings: settings, entities: 1 + seed % 4, order: shuffled) { random.next($0) }
        #expect(facts(runtime) == expected, "seed \(seed)")
    }

    /// A restart at any record changes nothing.
    @Test(arguments: 1...2) func aCutAtAnyRecordChangesNothing(entities: Int) throws {
        let logs = PartitionLogs(entities: entities)
        let feed = Feed(logs)
        for (index, event) in NetworkScene.badMorning().sorted.enumerated() {
            feed.send(event)
            if index % 60 == 0 { try logs.pump() }
        }
        try logs.pump()
        logs.mark(at(0, day: 7))
        try logs.pump()
        var patterns: Set<String> = []
        for partition in logs.logs.indices {
            let log = logs.logs[partition]
            var straight = PartitionLogs.engine(partition, logs.layout, TableLimits())
            var cut = PartitionLogs.engine(partition, logs.layout, TableLimits())
            var (expected, trace) = (EngineTrace(), EngineTrace())
            for (offset, record) in log.enumerated() {
                try expected.step(&straight, record, offset: offset)
                try trace.step(&cut, record, offset: offset)
                cut = try PartitionEngine.restored(cut.snapshot(), partition, logs.layout)
            }
            #expect(trace.difference(from: expected) == nil, "partition \(partition)")
            let endsSame = cut.snapshot() == straight.snapshot()
            #expect(endsSame)
            for said in expected.said {
                for output in said.outputs where output.contains("network") { patterns.insert("network") }
            }
        }
        #expect(patterns == ["network"])
    }
}

extension NetworkDisruptionFigures {
    /// The excess over the usual share, thousandths, with which an alarm goes on that would not open.
    fileprivate func excessThatKeeps(_ settings: EngineSettings) -> Int32 {
        Int32(clamping: settings[.networkLateExcessPermille] / 2 + 1)
    }
}
