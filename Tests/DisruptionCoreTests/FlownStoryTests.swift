import Testing

@testable import DisruptionCore

/// What was flown on the days before decides how delay passes along an aircraft's day, and what taxi is long.
@Suite struct FlownStoryTests {
    /// On 1 January forty aircraft come in late at DFW and leave after `turn` minutes, and fly on `gained` minutes
    /// quicker than scheduled. On the 6th one comes in 90 minutes late there, whose turn is scheduled with 45.
    private static func events(turn: Int64, gained: Int64 = 0) -> [Feed.Event] {
        var events: [Feed.Event] = []
        for index in 0..<40 as Range<Int64> {
            let start = at(5, day: 1).adding(minutes: index * 10)
            var first = TestLeg("AA\(100 + index)", "N\(100 + index)", "ORD", "DFW", start, 60)
            var second = TestLeg("AA\(200 + index)", first.tail, "DFW", "LAX", start.adding(minutes: 105), 60)
            first.key = leg("AA\(100 + index)", "ORD", day: 1)
            second.key = leg("AA\(200 + index)", "DFW", day: 1)
            let late = 60 + turn - 45
            events += [first.scheduled, second.scheduled, first.departed(late: 60), first.arrived(late: 60)]
            events += [second.departed(late: late), second.arrived(late: late - gained)]
        }
        var line = LateLine(from: at(8, day: 6)).legs
        for index in line.indices {
            line[index].key = leg("AA\(index + 1)", line[index].key.origin.description, day: 6)
        }
        events += line.map(\.scheduled)
        events += [line[0].departed(late: 90), line[0].arrived(late: 90)]
        return events.sorted { $0.at < $1.at }
    }

    private static func run(
        _ events: [Feed.Event], entities: Int = 1, isOver: Bool = false, choose: ((Int) -> Int)? = nil
    ) throws -> LocalRuntime {
        var layout = LogLayout.single
        layout.entities = entities
        let runtime = LocalRuntime(layout: layout)
        let feed = Feed(runtime)
        for event in events {
            runtime.mark(event.at)
            feed.send(event)
            try runtime.pump(choose: choose)
        }
        if isOver { runtime.mark(at(0, day: 12)) }
        try runtime.pump(choose: choose)
        return runtime
    }

    private static func cascade(_ runtime: LocalRuntime) -> DisruptionVersion? {
        runtime.latest.first { $0.finding.pattern == .cascadingDelay && $0.day.civil.day == 6 }
    }

    @Test("A turn that was learned takes the place of the default, and with it its doubt")
    func turn() throws {
        let usual = try #require(Self.cascade(try Self.run(Array(Self.events(turn: 25).suffix(5)))))
        let learned = try #require(Self.cascade(try Self.run(Self.events(turn: 25))))
        // Scheduled with 45: 5 minutes to spare by the default of 40, 20 by what was flown.
        #expect(usual.finding.legs.map(\.reactionaryMinutes) == [85, 80])
        #expect(learned.finding.legs.first?.reactionaryMinutes == 70)
        #expect(usual.finding.legs.first?.confidencePermille == 882)
        #expect(learned.finding.legs.first?.confidencePermille == 980)
        let slow = try #require(Self.cascade(try Self.run(Self.events(turn: 50))))
        // Five of the 95 minutes are the schedule's, which is too short for such a turn.
        #expect(slow.finding.legs.first?.reactionaryMinutes == 90)
    }

    @Test("What flights of the route recover in the air does not reach the next leg")
    func recovery() throws {
        let learned = try #require(Self.cascade(try Self.run(Self.events(turn: 40, gained: 12))))
        // 85 minutes late from DFW, 73 at LAX, where 5 are to spare.
        #expect(learned.finding.legs.map(\.reactionaryMinutes) == [85, 68])
        #expect(learned.finding.legs.map(\.predictedDelayMinutes) == [85, 68])
    }

    @Test("Partitions and the order in which they are read change nothing", arguments: 1...6)
    func anyOrder(seed: Int) throws {
        let events = Self.events(turn: 28, gained: 7)
        let expected = try Self.run(events, isOver: true).factLines
        #expect(expected.contains { $0.contains("AA1/2008-01-06/ORD") })
        var random = Seeded(UInt64(seed))
        let other = try Self.run(events, entities: seed, isOver: true) { random.next($0) }
        #expect(other.factLines == expected, "seed \(seed)")
    }

    /// Departures of ORD through five days; on the last, from 12 to 15 h, each needs `minutes` to take off.
    private static func taxis(_ minutes: Int64) -> CongestionScene {
        var scene = CongestionScene()
        for day in 1...5 {
            scene.departures(from: at(6, day: day), to: at(20, day: day)) { _ in .onTime }
        }
        for event in scene.events where event.type == .departed {
            let isLast = event.at >= at(12, day: 5) && event.at < at(15, day: 5)
            let off = event.at.adding(minutes: isLast ? minutes : 12)
            scene.events.append(
                Feed.Event(
                    leg: event.leg, type: .airborne, at: off, id: event.id + "-off",
                    fields: [(.actualDeparture, event.at.ms), (.actualTakeoff, off.ms)]))
        }
        return scene
    }

    @Test("Take-offs that taxi much longer than unimpeded ones are told, once it is known how long that takes")
    func taxi() throws {
        let fact = try #require(try Self.taxis(52).run().finalFacts.first)
        #expect(fact.finding.root?.cause == "taxi" && fact.finding.severity == .low)
        #expect(fact.count("additional_taxi_out_minutes") == 40)
        #expect(fact.day.civil.day == 5)
        #expect(try Self.taxis(30).run().finalFacts.isEmpty)
        var firstDay = Self.taxis(52)
        firstDay.events.removeAll { $0.leg.date.civil.day < 5 }
        #expect(try firstDay.run().finalFacts.isEmpty)
        let file = try Array("iropsd-learned 1\ntaxi from ORD 10000\n".utf8).withUnsafeBytes {
            try LearnedFile(bytes: $0)
        }
        let learned = try #require(try firstDay.run(learned: file).finalFacts.first)
        #expect(learned.count("additional_taxi_out_minutes") == 42)
    }
}
