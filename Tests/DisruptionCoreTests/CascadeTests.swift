import DisruptionCore
import Testing

@Suite struct CascadeTests {
    /// The published chain: slack 15, 20, 40 with a root 60 min late gives 45, 25 and 0 minutes, D = 70, multiplier
    /// 2.17.
    @Test func chainOfTheWorkedExample() throws {
        var settings = EngineSettings()
        let isSet = settings.set("rotation.minimum_turn_unknown_minutes", 30)
        #expect(isSet)
        let runtime = LocalRuntime(settings: settings)
        let feed = Feed(runtime)
        let legs = [
            TestLeg("AA1", "N801AA", "ORD", "DFW", at(8), 60),
            TestLeg("AA2", "N801AA", "DFW", "LAX", at(9, 45), 60),
            TestLeg("AA3", "N801AA", "LAX", "SFO", at(11, 35), 60),
            TestLeg("AA4", "N801AA", "SFO", "SEA", at(13, 45), 60),
        ]
        for leg in legs { feed.send(leg.scheduled) }
        feed.send(legs[0].departed(late: 60))
        try runtime.pump()
        let cascade = try #require(runtime.latest.first { $0.finding.pattern == .cascadingDelay })
        #expect(cascade.lifecycle == .opened)
        #expect(!cascade.confirmed)
        #expect(cascade.finding.legs.map(\.reactionaryMinutes) == [45, 25])
        #expect(cascade.finding.legs.map(\.depth) == [1, 2])
        #expect(cascade.finding.figure == 70)
        #expect(cascade.finding.metrics.contains(Metric("multiplier", .permille(2166))))
        #expect(cascade.finding.severity == .medium)
        #expect(cascade.finding.legs.map(\.leadMinutes) == [45, 155])
    }

    @Test func settlesWithTheFiguresThatCameTrue() throws {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        let line = LateLine()
        line.schedule(to: feed)
        for (leg, (out, arrived)) in zip(line.legs, [(90, 90), (80, 70), (66, 60)] as [(Int64, Int64)]) {
            feed.send(leg.departed(late: out))
            feed.send(leg.arrived(late: arrived))
        }
        try runtime.pump()
        let fact = try #require(runtime.finalFacts.first { $0.finding.pattern == .cascadingDelay })
        #expect(fact.lifecycle == .resolved)
        // 90 − (45 − 40) = 85 expected, 80 came true; 70 − 5 = 65, of the 66 it left late.
        #expect(fact.finding.legs.map(\.reactionaryMinutes) == [80, 65])
    }

    @Test func detectionAndLeadsStayThoseOfTheFirstTelling() throws {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        let line = LateLine()
        line.schedule(to: feed)
        feed.send(line.legs[0].departed(late: 90))
        try runtime.pump()
        let first = try #require(runtime.latest.first { $0.finding.pattern == .cascadingDelay })
        #expect(first.detectedAt == at(9, 30))
        #expect(first.finding.legs.map(\.leadMinutes) == [15, 120])
        feed.send(line.legs[0].arrived(late: 120))
        try runtime.pump()
        let second = try #require(runtime.latest.first { $0.id == first.id })
        #expect(second.version > first.version)
        #expect(second.eventTime == at(11))
        #expect(second.detectedAt == first.detectedAt)
        #expect(second.finding.legs.map(\.leadMinutes) == [15, 120])
    }

    @Test func anOnTimeRootHasAnEmptyTree() throws {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        // A turn of 30 minutes where 40 are needed: 10 minutes of schedule defect, code 09, and no cascade.
        let legs = [
            TestLeg("AA1", "N801AA", "ORD", "DFW", at(8), 60),
            TestLeg("AA2", "N801AA", "DFW", "LAX", at(9, 30), 60),
            TestLeg("AA3", "N801AA", "LAX", "SFO", at(11, 0), 60),
        ]
        for leg in legs { feed.send(leg.scheduled) }
        feed.send(legs[0].departed(late: 0))
        feed.send(legs[0].arrived(late: 0))
        try runtime.pump()
        #expect(!runtime.disruptions.contains { $0.finding.pattern == .cascadingDelay })
    }

    @Test func aSwapSupersedesOneCascadeAndOpensAnother() throws {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        let first = LateLine("AA", tail: "N1AA").legs
        let second = LateLine("BB", tail: "N2AA").legs.dropFirst()
        for leg in first + second { feed.send(leg.scheduled) }
        feed.send(first[0].departed(late: 90))
        try runtime.pump()
        let opened = try #require(runtime.latest.first { $0.finding.pattern == .cascadingDelay })
        #expect(opened.finding.subject == .rotation(Tail("N1AA") ?? .none, root: first[0].key))
        feed.send(
            Feed.Event(
                leg: first[0].key, type: .aircraftChange, at: at(9, 40), id: "swap",
                fields: [(.tail, Int64(bitPattern: Tail("N2AA")?.packed ?? 0))]))
        try runtime.pump()
        let old = try #require(runtime.latest.first { $0.id == opened.id })
        #expect(old.lifecycle == .superseded)
        let new = try #require(
            runtime.latest.first { $0.finding.subject == .rotation(Tail("N2AA") ?? .none, root: first[0].key) })
        #expect(new.lifecycle == .opened)
        #expect(old.finding.supersededBy == new.id)
    }

    @Test func aCancelledLegLeavesTheLine() throws {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        let legs = [
            TestLeg("AA1", "N801AA", "ORD", "DFW", at(8), 60),
            TestLeg("AA2", "N801AA", "DFW", "ORD", at(9, 45), 60),
            TestLeg("AA3", "N801AA", "ORD", "DFW", at(11, 30), 60),
            TestLeg("AA4", "N801AA", "DFW", "LAX", at(13, 15), 60),
        ]
        for leg in legs { feed.send(leg.scheduled) }
        feed.send(legs[0].departed(late: 120))
        try runtime.pump()
        #expect(runtime.latest.first { $0.finding.pattern == .cascadingDelay }?.finding.legs.count == 3)
        feed.send(legs[1].cancelled(at: at(9, 50)))
        feed.send(legs[2].cancelled(at: at(9, 51)))
        try runtime.pump()
        let cascade = try #require(runtime.latest.first { $0.finding.pattern == .cascadingDelay })
        #expect(cascade.lifecycle == .retracted)
    }
}
