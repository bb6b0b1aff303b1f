import DisruptionCore
import Testing

/// Facts that are valid one by one and make no sense together: bounded, and no harm to other flights.
@Suite struct HostileFactTests {
    /// On another aircraft; its cascade must come out as if it were alone.
    private static let bystander = LateLine("BB", tail: "N900BB")

    private static func facts(_ runtime: LocalRuntime) -> [String] {
        runtime.finalFacts.filter { $0.finding.subject.id.contains("BB") }.map {
            "\($0.finding.subject.id) \($0.finding.figure) \($0.finding.legs.map(\.reactionaryMinutes))"
        }.sorted()
    }

    private static func alone() throws -> [String] {
        let runtime = LocalRuntime()
        bystander.send(to: Feed(runtime))
        try runtime.pump()
        runtime.mark(at(0, day: 10))
        try runtime.pump()
        return facts(runtime)
    }

    @Test func fiveThousandLegsOfOneTailAreBounded() throws {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        for number in 0..<5000 {
            let minute = number % 1200
            let leg = TestLeg(
                "AA\(number)", "N1", number.isMultiple(of: 2) ? "ORD" : "DFW", number.isMultiple(of: 2) ? "DFW" : "ORD",
                at(3).adding(minutes: Int64(minute)), 40)
            feed.send(leg.scheduled)
            feed.send(leg.departed(late: Int64(number % 300)))
            if number % 500 == 0 { try runtime.pump() }
        }
        Self.bystander.send(to: feed)
        try runtime.pump()
        #expect(runtime.counters().unlinked >= 5000 - 288)
        #expect(runtime.sizes().legs == 5003)
        runtime.mark(at(0, day: 10))
        try runtime.pump()
        #expect(try Self.facts(runtime) == Self.alone())
        #expect(runtime.sizes().legs == 0 && runtime.sizes().aircraft == 0 && runtime.sizes().timers == 0)
    }

    /// Two legs at once break the chain where they do: an overlap is no turn that delay could pass over.
    @Test func aTailThatFliesTwoLegsAtOnceMakesNoCascadeOfThem() throws {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        let legs = [
            TestLeg("AA1", "N1", "ORD", "DFW", at(8), 60), TestLeg("AA2", "N1", "ORD", "LAX", at(8, 10), 60),
            TestLeg("AA3", "N1", "BOS", "JFK", at(8, 20), 60), TestLeg("AA4", "N1", "MIA", "SEA", at(8, 20), 60),
        ]
        for leg in legs { feed.send(leg.scheduled) }
        for leg in legs { feed.send(leg.departed(late: 120)) }
        try runtime.pump()
        #expect(!runtime.disruptions.contains { $0.finding.pattern == .cascadingDelay })
        #expect(runtime.latest.count { $0.finding.pattern == .flightDelay } == 4)
    }

    @Test(arguments: 1...40) func nonsenseHarmsNobodyElse(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        let fields: [FlightField] = [
            .scheduledDeparture, .scheduledArrival, .estimatedDeparture, .estimatedArrival, .actualDeparture,
            .actualTakeoff, .actualLanding, .actualArrival, .returnedAt,
        ]
        for number in 0..<400 {
            var event = Feed.Event(
                leg: leg("AA\(random.next(9))", ["ORD", "DFW", "LAX"][random.next(3)]),
                type: FlightEventType.allCases[random.next(FlightEventType.allCases.count)],
                at: at(random.next(20), random.next(60)), id: "x\(number)")
            for _ in 0..<random.next(6) {
                // From 1970 to 2149: what ingest lets through.
                let far = Int64(random.next(5_680_000)) * 1_000_000
                let near = at(random.next(24)).ms
                event.fields.append((fields[random.next(fields.count)], random.next(3) == 0 ? far : near))
            }
            if random.next(4) == 0 { event.fields.append((.cancelled, Int64(random.next(2)))) }
            if random.next(4) == 0 { event.fields.append((.delayMinutes, Int64(random.next(11_521)) - 1440)) }
            if random.next(3) == 0 {
                event.fields.append((.tail, Int64(bitPattern: Tail("N\(random.next(3))")?.packed ?? 0)))
            }
            if random.next(3) == 0 {
                let code = ["DFW", "ORD", "KJFK", "QQQ"][random.next(4)]
                event.fields.append((.destination, Int64(bitPattern: AirportCode(code)?.packed ?? 0)))
            }
            if random.next(6) == 0 { event.texts.append((.gate, "G\(random.next(4))")) }
            feed.send(event)
            if random.next(9) == 0 { try runtime.pump() }
        }
        Self.bystander.send(to: feed)
        try runtime.pump()
        runtime.mark(at(0, day: 10))
        try runtime.pump()
        #expect(try Self.facts(runtime) == Self.alone(), "seed \(seed)")
        #expect(runtime.sizes().legs == 0 && runtime.sizes().aircraft == 0, "seed \(seed)")
    }
}
