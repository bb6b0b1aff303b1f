import DisruptionCore
import Testing

/// What holds of reactionary delay in every rotation, and the published figures.
@Suite struct CascadeInvariantTests {
    /// Minutes that come in to a leg by an aircraft that is late on the leg before.
    private static func propagated(late: Int64, turn: Int64, least: Int64 = 40) throws -> Int32 {
        var settings = EngineSettings()
        _ = settings.set("rotation.minimum_turn_unknown_minutes", least)
        let runtime = LocalRuntime(settings: settings)
        let feed = Feed(runtime)
        let first = TestLeg("AA1", "N1AA", "ORD", "DFW", at(8), 60)
        let second = TestLeg("AA2", "N1AA", "DFW", "LAX", first.arrival.adding(minutes: turn), 60)
        for leg in [first, second] { feed.send(leg.scheduled) }
        feed.send(first.departed(late: late))
        try runtime.pump()
        var minutes: Int32?
        runtime.takeStates {
            if $0.key == second.key { minutes = $0.forecastMinutes }
        } forgotten: { _ in
        }
        return try #require(minutes)
    }

    @Test func theWorkedExamples() throws {
        #expect(try Self.propagated(late: 50, turn: 55) == 35)
        #expect(try Self.propagated(late: 50, turn: 100) == 0)
        #expect(try Self.propagated(late: 0, turn: 30) == 0)
    }

    /// Slack −10 and an inbound on time: ten minutes of code 09, told of the turn and in no tree.
    @Test func aTurnPlannedTooShortIsOutsideAnyTree() throws {
        let scene = BreakScene([("rotation_break.impossible_turn_percent", 100), ("rotation_break.late_minutes", 9)])
        let legs = [
            TestLeg("AA1", "N1AA", "ORD", "DFW", at(8), 60), TestLeg("AA2", "N1AA", "DFW", "LAX", at(9, 30), 60),
            TestLeg("AA3", "N1AA", "LAX", "SFO", at(11, 10), 60),
        ]
        try scene.send(legs.map(\.scheduled) + [legs[0].departed(late: 0), legs[0].arrived(late: 0)])
        let told = try #require(scene.breaks(of: legs[1].key)[.impossibleTurn])
        #expect(told.finding.metrics.contains(Metric("ready_minutes", .count(10))))
        #expect(told.finding.metrics.contains(Metric("planned_turn_minutes", .count(30))))
        #expect(!scene.runtime.disruptions.contains { $0.finding.pattern == .cascadingDelay })
    }

    @Test(arguments: 1...40) func propagatedDelayIsMonotone(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let (late, turn, least) = (Int64(random.next(120)), Int64(20 + random.next(80)), Int64(20 + random.next(60)))
        let minutes = try Self.propagated(late: late, turn: turn, least: least)
        let slack = turn - least
        #expect(late > slack || minutes == 0, "seed \(seed)")
        #expect(minutes >= 0 && Int64(minutes) <= late, "seed \(seed)")
        #expect(try Self.propagated(late: late + 7, turn: turn, least: least) >= minutes, "seed \(seed)")
        #expect(try Self.propagated(late: late, turn: turn, least: least + 7) >= minutes || slack < 7, "seed \(seed)")
        #expect(try Self.propagated(late: late, turn: turn + 7, least: least) <= minutes || slack < 0, "seed \(seed)")
    }

    /// Random lines, looked at after every event: trees are disjoint, and what delay is made of adds up.
    @Test(arguments: 1...30) func theTreesOfAnAircraftAreAForest(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        var departure = at(5)
        let airports = ["ORD", "DFW", "LAX", "SFO"]
        var legs: [TestLeg] = []
        for hop in 0..<8 {
            let (from, to) = (airports[hop % 4], airports[(hop + 1) % 4])
            legs.append(TestLeg("AA\(hop + 1)", "N1AA", from, to, departure, Int64(45 + random.next(60))))
            departure = legs[hop].arrival.adding(minutes: Int64(30 + random.next(50)))
        }
        for leg in legs { feed.send(leg.scheduled) }
        for leg in legs {
            let late = Int64(random.next(3) == 0 ? 30 + random.next(120) : random.next(40))
            for event in [leg.departed(late: late), leg.arrived(late: late + Int64(random.next(40)) - 20)] {
                feed.send(event)
                try runtime.pump()
                let open = runtime.latest.filter {
                    $0.finding.pattern == .cascadingDelay && $0.lifecycle != .retracted
                }
                let reached = open.flatMap { $0.finding.legs.map(\.leg) }
                #expect(Set(reached).count == reached.count, "seed \(seed)")
                for leg in open.flatMap(\.finding.legs) where !leg.roots.isEmpty {
                    let sum = leg.roots.reduce(0) { $0 + $1.minutes }
                    #expect(sum == leg.predictedDelayMinutes && leg.roots.count > 1, "seed \(seed)")
                }
            }
        }
    }

    /// The second leg loses 25 minutes of its own: a share of what the third is late, though the root stays the first.
    @Test func aLegSaysWhoseDelayItHas() throws {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        let line = LateLine()
        line.schedule(to: feed)
        feed.send(line.legs[0].departed(late: 60))
        feed.send(line.legs[0].arrived(late: 60))
        feed.send(line.legs[1].departed(late: 80))
        try runtime.pump()
        let cascade = try #require(runtime.latest.first { $0.finding.pattern == .cascadingDelay })
        let (first, second) = (line.legs[0].key, line.legs[1].key)
        #expect(cascade.finding.legs.map(\.reactionaryMinutes) == [55, 75])
        #expect(
            cascade.finding.legs.map(\.roots) == [
                [.init(root: first, minutes: 55), .init(root: second, minutes: 25)],
                [.init(root: first, minutes: 52), .init(root: second, minutes: 23)],
            ])
    }

    /// Forecast minutes stop at the cap, and the flag says so; minutes that came true do not.
    @Test func aForecastStopsAtTheCap() throws {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        let line = LateLine()
        line.schedule(to: feed)
        feed.send(line.legs[0].departed(late: 200))
        try runtime.pump()
        let forecast = try #require(runtime.latest.first { $0.finding.pattern == .cascadingDelay })
        #expect(forecast.finding.legs.map(\.reactionaryMinutes) == [195, 45])
        #expect(forecast.finding.metrics.contains(Metric("reactionary_minutes", .count(240))))
        #expect(forecast.finding.metrics.contains(Metric("likely_cancel", .flag(true))))
        for (leg, late) in zip(line.legs, [200, 195, 190] as [Int64]) {
            if late < 200 { feed.send(leg.departed(late: late)) }
            feed.send(leg.arrived(late: late))
        }
        try runtime.pump()
        let settled = try #require(runtime.finalFacts.first { $0.finding.pattern == .cascadingDelay })
        #expect(settled.finding.legs.map(\.reactionaryMinutes) == [195, 190])
        #expect(settled.finding.metrics.contains(Metric("likely_cancel", .flag(false))))
    }

    /// A link is worth .98 within six hours of departure, .9 within a day, .7 beyond; a leg's trust is the product.
    @Test func trustFallsFromLinkToLink() throws {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        let legs = [
            TestLeg("AA1", "N1AA", "ORD", "DFW", at(8), 60), TestLeg("AA2", "N1AA", "DFW", "LAX", at(9, 45), 250),
            TestLeg("AA3", "N1AA", "LAX", "SFO", at(14, 35), 60),
        ]
        for leg in legs { feed.send(leg.scheduled) }
        var told = legs[0].departed(late: 0)
        (told.type, told.at, told.fields) = (.delay, at(8), [(.delayMinutes, 90)])
        feed.send(told)
        try runtime.pump()
        let cascade = try #require(runtime.latest.first { $0.finding.pattern == .cascadingDelay })
        #expect(cascade.finding.legs.map(\.confidencePermille) == [882, 793])
        #expect(cascade.finding.confidencePermille == 793)
    }
}
