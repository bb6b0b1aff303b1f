import DisruptionCore
import Testing

/// Tail swaps: one aircraft's cascade is told by another, and whatever the order of arrival, the facts are the same.
@Suite struct SwapTests {
    private static let line = LateLine("AA", tail: "N1AA").legs

    private static func swap(_ legs: some Sequence<TestLeg>, to tail: String, at time: Instant) -> [Feed.Event] {
        legs.map { $0.swapped(to: tail, at: time) }
    }

    private static func flown(_ late: [Int64] = [90, 85, 80]) -> [Feed.Event] {
        zip(line, late).flatMap { [$0.departed(late: $1), $0.arrived(late: $1)] }
    }

    /// The delay is known before the swaps, so that the first aircraft tells a cascade.
    private static var known: [Feed.Event] {
        var delay = line[0].departed(late: 0)
        (delay.type, delay.id, delay.at, delay.fields) = (.delay, "known", at(7), [(.delayMinutes, 90)])
        return line.map(\.scheduled) + [delay]
    }

    private static var toSecond: [Feed.Event] { swap(line, to: "N2AA", at: at(7, 10)) }

    private static let stories: [(name: String, events: [Feed.Event], tail: String?)] = [
        ("away", known + toSecond + flown(), "N2AA"),
        ("away and back", known + toSecond + swap(line, to: "N1AA", at: at(7, 20)) + flown(), "N1AA"),
        ("from one to the next", known + toSecond + swap(line, to: "N3AA", at: at(7, 20)) + flown(), "N3AA"),
        ("the root alone", known + swap(line.prefix(1), to: "N2AA", at: at(7, 10)) + flown([90, 0, 0]), nil),
        ("a leg behind it", known + swap(line.suffix(1), to: "N2AA", at: at(7, 10)) + flown([90, 85, 0]), nil),
    ]

    private static func cascades(_ runtime: LocalRuntime) -> [String: DisruptionVersion] {
        var told: [String: DisruptionVersion] = [:]
        for version in runtime.latest {
            if case .rotation(let tail, _) = version.finding.subject { told[tail.description] = version }
        }
        return told
    }

    @Test(arguments: stories.indices) func theFactsAreTheSameInEveryOrder(story: Int) throws {
        let (name, events, tail) = Self.stories[story]
        let straight = LocalRuntime()
        let feed = Feed(straight)
        for event in events {
            feed.send(event)
            try straight.pump()
        }
        straight.mark(at(0, day: 10))
        try straight.pump()
        let expected = straight.factLines
        let settled = straight.finalFacts.filter { $0.finding.pattern == .cascadingDelay }
        let subject = tail.map { Subject.rotation(Tail($0) ?? .none, root: Self.line[0].key) }
        #expect(settled.map(\.finding.subject) == [subject].compactMap { $0 })
        for seed in 1...40 {
            var random = Seeded(UInt64(seed))
            let runtime = LocalRuntime(layout: LogLayout(flightEvents: 2, entities: 1 + random.next(5)))
            let feed = Feed(runtime)
            var shuffled = events
            for index in shuffled.indices.reversed() { shuffled.swapAt(index, random.next(index + 1)) }
            for event in shuffled {
                feed.send(event)
                if random.next(3) == 0 { try runtime.pump { random.next($0) } }
            }
            try runtime.pump { random.next($0) }
            runtime.mark(at(0, day: 10))
            try runtime.pump { random.next($0) }
            #expect(runtime.factLines == expected, "\(name), seed \(seed)")
        }
    }

    /// Each former aircraft's cascade names the one that tells it now.
    @Test func aCascadeFollowsItsRoot() throws {
        let runtime = LocalRuntime(layout: LogLayout(flightEvents: 1, entities: 4))
        let feed = Feed(runtime)
        func send(_ events: [Feed.Event]) throws {
            for event in events { feed.send(event) }
            try runtime.pump()
        }
        try send(Self.known)
        #expect(Self.cascades(runtime)["N1AA"]?.lifecycle == .opened)
        try send(Self.swap(Self.line, to: "N2AA", at: at(7, 10)))
        var told = Self.cascades(runtime)
        #expect(told["N1AA"]?.lifecycle == .superseded && told["N2AA"]?.lifecycle == .opened)
        #expect(told["N1AA"]?.finding.supersededBy == told["N2AA"]?.id)
        try send(Self.swap(Self.line, to: "N1AA", at: at(7, 20)))
        told = Self.cascades(runtime)
        #expect(told["N1AA"]?.lifecycle == .opened && told["N2AA"]?.lifecycle == .superseded)
        #expect(told["N2AA"]?.finding.supersededBy == told["N1AA"]?.id)
        // The delay is made up: nobody else tells it.
        var earlier = Self.line[0].departed(late: 0)
        (earlier.type, earlier.id, earlier.at, earlier.fields) = (.delay, "less", at(7, 30), [(.delayMinutes, 5)])
        try send([earlier])
        told = Self.cascades(runtime)
        #expect(told["N1AA"]?.lifecycle == .retracted && told["N1AA"]?.finding.supersededBy == nil)
    }

    /// The aircraft in between never had the legs behind the root, and told nothing.
    @Test func aCascadeThatSkipsAnAircraftIsFollowedToo() throws {
        let runtime = LocalRuntime(layout: LogLayout(flightEvents: 1, entities: 3))
        let feed = Feed(runtime)
        for event in Self.known { feed.send(event) }
        try runtime.pump()
        for events in [
            Self.swap(Self.line.prefix(1), to: "N2AA", at: at(7, 10)),
            Self.swap(Self.line, to: "N3AA", at: at(7, 20)),
        ] {
            for event in events { feed.send(event) }
            try runtime.pump()
        }
        let told = Self.cascades(runtime)
        #expect(told["N2AA"] == nil && told["N3AA"]?.lifecycle == .opened)
        #expect(told["N1AA"]?.lifecycle == .superseded && told["N1AA"]?.finding.supersededBy == told["N3AA"]?.id)
    }
}
