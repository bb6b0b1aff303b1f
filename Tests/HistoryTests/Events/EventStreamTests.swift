import DisruptionCore
import Testing

@testable import History

@Suite struct EventStreamTests {
    private func events(_ legs: [HistoricLeg], _ rules: EventRules = EventRules()) throws -> [String] {
        var stream = EventStream(LegSource(legs), rules: rules)
        return try stream.all().map {
            "\($0.kind) \($0.leg.key.flight) \($0.time.minutes(since: utc("2008-01-05T00:00Z")))"
        }
    }

    @Test func whenFactsBecomeKnown() throws {
        let late = try leg("AA1", "2008-01-05", "ORD", "JFK", "2008-01-05T10:00Z", out: 35, arrival: 20)
        #expect(try events([late]) == ["scheduled AA1 -840", "departed AA1 635", "arrived AA1 740"])
        var gone = try leg("AA1", "2008-01-05", "ORD", "JFK", "2008-01-05T10:00Z", out: nil)
        gone.isCancelled = true
        #expect(try events([gone]) == ["scheduled AA1 -840", "cancelled AA1 540"])
        #expect(
            try events([gone], EventRules(scheduleLeadMinutes: 360, cancelLeadMinutes: 180))
                == ["scheduled AA1 240", "cancelled AA1 420"])
        // A cancellation is never known before the leg, a leg never after it has left.
        #expect(
            try events([gone], EventRules(scheduleLeadMinutes: 30, cancelLeadMinutes: 180))
                == ["scheduled AA1 570", "cancelled AA1 570"])
        let early = try leg("AA1", "2008-01-05", "ORD", "JFK", "2008-01-05T10:00Z", out: -8, arrival: -9)
        #expect(
            try events([early], EventRules(scheduleLeadMinutes: 0))
                == ["scheduled AA1 592", "departed AA1 592", "arrived AA1 711"])
    }

    @Test func aLegThatCameBackToTheGateIsCancelledAfterItLeft() throws {
        var back = try leg("AA1", "2008-01-05", "ORD", "JFK", "2008-01-05T10:00Z", out: 5, arrival: nil)
        back.isCancelled = true
        #expect(try events([back]) == ["scheduled AA1 -840", "departed AA1 605", "cancelled AA1 606"])
    }

    @Test func runwayTimesAreToldOnlyWhenAskedFor() throws {
        var flown = try leg("AA1", "2008-01-05", "ORD", "JFK", "2008-01-05T10:00Z")
        flown.off = utc("2008-01-05T10:20Z")
        flown.on = utc("2008-01-05T11:53Z")
        #expect(try events([flown]).count == 3)
        #expect(
            try events([flown], EventRules(tellsRunwayTimes: true))
                == ["scheduled AA1 -840", "departed AA1 600", "airborne AA1 620", "landed AA1 713", "arrived AA1 720"])
    }

    @Test func diversions() throws {
        var lost = try leg("AA1", "2008-01-05", "ORD", "JFK", "2008-01-05T10:00Z", out: 30, arrival: nil)
        lost.isDiverted = true
        // Nobody says where or when: it should have arrived 30 minutes late.
        #expect(try events([lost]) == ["scheduled AA1 -840", "departed AA1 630", "diverted AA1 750"])
        lost.divertedTo = try #require(AirportCode("EWR"))
        #expect(try events([lost]) == ["scheduled AA1 -840", "departed AA1 630", "diverted AA1 750"])
        lost.divertedAt = utc("2008-01-05T11:40Z")
        lost.arrival = utc("2008-01-05T15:00Z")
        #expect(
            try events([lost])
                == ["scheduled AA1 -840", "departed AA1 630", "diverted AA1 700", "arrived AA1 900"])
        #expect(try events([lost], EventRules(tellsDiversions: false)).count == 3)
    }

    /// Legs over months, with gaps, extreme delays and equal instants.
    private func manyLegs(_ count: Int, gapMinutes: UInt64) throws -> [HistoricLeg] {
        var start = utc("2008-01-05T00:00Z")
        return try (0..<count).map { at in
            let random = Hash64.mix(UInt64(at))
            start = start.adding(minutes: Int64(random % gapMinutes))
            var leg = try leg(
                "AA\(1 + at % 9000)", "2008-01-05", "ORD", "JFK", "2008-01-05T00:00Z", minutes: 60, out: nil)
            leg.scheduledDeparture = start
            leg.scheduledArrival = start.adding(minutes: 60 + Int64(random >> 8 % 600))
            leg.out = start.adding(minutes: Int64(random >> 20 % 3000) - 700)
            leg.arrival = leg.out?.adding(minutes: 60 + Int64(random >> 40 % 600))
            return leg
        }
    }

    @Test(arguments: [(3000, 4), (400, 3000), (60, 60_000)] as [(Int, UInt64)], [0, 60, 24 * 60, 10 * 24 * 60])
    func everyEventComesOnceAndInOrder(shape: (count: Int, gap: UInt64), lead: Int) throws {
        let legs = try manyLegs(shape.count, gapMinutes: shape.gap)
        let rules = EventRules(scheduleLeadMinutes: lead)
        var stream = EventStream(LegSource(legs.reversed()), rules: rules)
        let events = try stream.all()
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time })
        var expected: [Int64] = []
        for leg in legs { rules.forEachEvent(of: leg) { expected.append($1.ms) } }
        #expect(events.map(\.time.ms) == expected.sorted())
        #expect(events.count == 3 * shape.count && stream.legsTaken == shape.count)
        for event in events {
            switch event.kind {
            case .departed: #expect(event.time == event.leg.out)
            case .arrived: #expect(event.time == event.leg.arrival)
            default: #expect(event.time <= event.leg.scheduledDeparture)
            }
        }
        #expect(try stream.next() == nil)
    }

    @Test func theSequenceDoesNotDependOnTheOrderOfLegs() throws {
        let legs = try manyLegs(2000, gapMinutes: 2)
        var straight = EventStream(LegSource(legs))
        var mixed = EventStream(LegSource(legs.sorted { Hash64.mix($0.key.high) < Hash64.mix($1.key.high) }))
        #expect(try straight.all() == (try mixed.all()))
    }

    @Test func secondsAndMillisecondsKeepTheirOrder() throws {
        let legs = try (0..<50).map { at in
            var leg = try leg("AA\(at + 1)", "2008-01-05", "ORD", "JFK", "2008-01-05T10:00Z")
            leg.out = leg.scheduledDeparture.adding(ms: Int64(Hash64.mix(UInt64(at)) % 60_000))
            return leg
        }
        var stream = EventStream(LegSource(legs))
        let out = try stream.all().filter { $0.kind == .departed }
        #expect(out.map(\.time) == legs.compactMap(\.out).sorted())
        #expect(out.allSatisfy { $0.time == $0.leg.out })
    }

    @Test func whoStopsGoesOnWhereNothingIsMissed() throws {
        let legs = try manyLegs(300, gapMinutes: 30)
        var whole = EventStream(LegSource(legs))
        let all = try whole.all()
        #expect(try whole.resumption() == nil)
        for stop in stride(from: 0, to: all.count, by: 97) {
            var stream = EventStream(LegSource(legs))
            for _ in 0..<stop { _ = try stream.next() }
            let from = try #require(try stream.resumption())
            var rest = EventStream(LegSource(legs.filter { $0.scheduledDeparture >= from }))
            let told = all[..<stop] + (try rest.all())
            for event in all { #expect(told.contains(event)) }
        }
    }
}
