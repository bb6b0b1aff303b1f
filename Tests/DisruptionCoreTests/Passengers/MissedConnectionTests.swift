import DisruptionCore
import Testing

@Suite("Passengers who come too late for their next flight")
struct MissedConnectionTests {
    private let inbound = TestLeg("AA1", "N1XX", "ORD", "DFW", at(10), 120)
    /// 90 minutes behind it; changing takes 75 where countries are not known: 45 between flights of one country.
    private let outbound = TestLeg("AA2", "N2XX", "DFW", "SAT", at(13, 30), 60)

    private func scene(_ people: Int = 6, _ body: (LocalRuntime, Feed) throws -> Void) throws -> LocalRuntime {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        runtime.accept(TestBooking("B1", people, at: at(1), (inbound.key, "DFW"), (outbound.key, "SAT")))
        feed.send(inbound.scheduled)
        feed.send(outbound.scheduled)
        try body(runtime, feed)
        try runtime.pump()
        return runtime
    }

    private func versions(_ runtime: LocalRuntime) -> [DisruptionVersion] {
        runtime.disruptions.filter { $0.finding.pattern == .missedConnection }
    }

    @Test("At risk below a quarter of an hour, missed below nothing, over when it is in time again")
    func course() throws {
        let runtime = try scene { runtime, feed in
            try runtime.pump()
            feed.send(inbound.departed(late: 35))
            try runtime.pump()
            feed.send(inbound.estimated(in: 60, at: at(11)))
            try runtime.pump()
            feed.send(inbound.estimated(in: 5, at: at(11, 30)))
        }
        let told = versions(runtime)
        #expect(told.map(\.lifecycle) == [.opened, .updated, .retracted])
        #expect(told.map { $0.count("slack_minutes") } == [10, -15, 40])
        #expect(told[0].finding.severity == .low && told[1].finding.severity == .medium)
        #expect(told[0].finding.subject.id == "AA1/2008-01-05/ORD/AA2/2008-01-05/DFW")
        #expect(told[1].finding.impact?.counts[.all] == 6)
        #expect(told[1].count("hold_minutes") == 15 && told[1].count("hold_saves") == 6)
        // It is a part of what is told of the flight that comes late.
        let late = try #require(runtime.disruptions.first { $0.finding.pattern == .flightDelay })
        #expect(told[1].finding.parent == late.id)
    }

    @Test("A late flight waits for late passengers; who came too late for it is settled when both are known")
    func outcome() throws {
        for (wait, isMissed) in [(0, true), (30, false)] as [(Int64, Bool)] {
            let runtime = try scene { runtime, feed in
                feed.send(inbound.departed(late: 60))
                try runtime.pump()
                feed.send(inbound.arrived(late: 60))
                feed.send(outbound.departed(late: wait))
            }
            let last = try #require(versions(runtime).last)
            #expect(last.lifecycle == (isMissed ? .resolved : .retracted))
            #expect(last.confirmed == isMissed)
        }
    }

    @Test("Who would have missed a flight that is cancelled then has missed it; cancelled itself, it brings nobody")
    func cancellations() throws {
        let outCancelled = try scene { runtime, feed in
            feed.send(inbound.departed(late: 40))
            try runtime.pump()
            feed.send(outbound.cancelled(at: at(12)))
            feed.send(inbound.arrived(late: 40))
        }
        #expect(try #require(versions(outCancelled).last).confirmed)
        let inCancelled = try scene { runtime, feed in
            feed.send(inbound.estimated(in: 70, at: at(8)))
            try runtime.pump()
            feed.send(inbound.cancelled(at: at(9)))
        }
        #expect(versions(inCancelled).last?.lifecycle == .retracted)
    }

    @Test("A plan shorter than the connecting time is no disruption until something is late")
    func shortPlan() throws {
        let soon = TestLeg("AA3", "N3XX", "DFW", "SAT", at(12, 30), 60)
        let runtime = try scene { runtime, feed in
            runtime.accept(TestBooking("B2", 2, at: at(1), (inbound.key, "DFW"), (soon.key, "SAT")))
            feed.send(soon.scheduled)
            try runtime.pump()
            #expect(versions(runtime).isEmpty)
            feed.send(inbound.departed(late: 5))
        }
        #expect(versions(runtime).map(\.finding.subject.id) == ["AA1/2008-01-05/ORD/AA3/2008-01-05/DFW"])
    }

    @Test("A stay of a day, a flight from elsewhere and another booking are no connection")
    func noConnection() throws {
        let runtime = LocalRuntime()
        let feed = Feed(runtime)
        let nextDay = TestLeg("AA4", "N4XX", "DFW", "SAT", at(13, 30, day: 6), 60)
        runtime.accept(TestBooking("B1", 1, at: at(1), (inbound.key, "DFW"), (nextDay.key, "SAT")))
        runtime.accept(TestBooking("B2", 1, at: at(1), (inbound.key, "DFW")))
        runtime.accept(TestBooking("B3", 1, at: at(1), (outbound.key, "SAT")))
        for leg in [inbound, outbound, nextDay] { feed.send(leg.scheduled) }
        feed.send(inbound.departed(late: 300))
        try runtime.pump()
        #expect(versions(runtime).isEmpty)
    }

    @Test("Any order of the same events ends in the same facts, over any partitions", arguments: 1...60)
    func anyOrder(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let (flights, bookings) = ConnectionDay.make(&random)
        let straight = LocalRuntime()
        let feed = Feed(straight)
        for booking in bookings.sorted(by: { $0.at < $1.at }) { straight.accept(booking) }
        for event in flights.sorted(by: { $0.at < $1.at }) { feed.send(event) }
        try straight.pump()
        straight.mark(at(0, day: 9))
        try straight.pump()
        let expected = straight.factLines
        let states = straight.bookingFacts()
        #expect(straight.finalFacts.contains { $0.finding.pattern == .missedConnection } || seed > 10)

        let layout = LogLayout(flightEvents: 2, externalData: 1, passengerEvents: 2, entities: 1 + random.next(5))
        let runtime = LocalRuntime(layout: layout)
        let shuffled = Feed(runtime)
        var all = flights.map { ($0 as Feed.Event?, nil as TestBooking?) } + bookings.map { (nil, $0) }
        for index in all.indices.reversed() { all.swapAt(index, random.next(index + 1)) }
        for (event, booking) in all {
            if let event { shuffled.send(event, index: random.next(2)) }
            if let booking { runtime.accept(booking, input: 3 + random.next(2)) }
            if random.next(5) == 0 { try runtime.pump { random.next($0) } }
        }
        try runtime.pump { random.next($0) }
        runtime.mark(at(0, day: 9))
        try runtime.pump { random.next($0) }
        #expect(runtime.factLines == expected, "seed \(seed)")
        #expect(runtime.bookingFacts() == states, "seed \(seed)")
    }
}

/// Flights through one hub, and who changes there.
enum ConnectionDay {
    static func make(_ random: inout Seeded) -> (flights: [Feed.Event], bookings: [TestBooking]) {
        var flights: [Feed.Event] = []
        var bookings: [TestBooking] = []
        let come = (0..<4).map { TestLeg("AA1\($0)", "N1\($0)X", ["ORD", "LAX", "SFO", "JFK"][$0], "DFW", at(9), 150) }
        let go = (0..<4).map {
            TestLeg("AA2\($0)", "N2\($0)X", "DFW", ["SAT", "AUS", "MIA", "BOS"][$0], at(12, 30 + 10 * $0), 90)
        }
        for leg in come + go {
            flights.append(leg.scheduled)
            if random.next(8) == 0 {
                flights.append(leg.cancelled(at: leg.departure.adding(minutes: -90)))
                continue
            }
            let late = Int64(random.next(2) == 0 ? random.next(10) : random.next(120))
            flights.append(leg.departed(late: late))
            flights.append(leg.estimated(in: late - Int64(random.next(20)), at: leg.arrival.adding(minutes: late - 30)))
            if random.next(8) > 0 { flights.append(leg.arrived(late: late + Int64(random.next(20)))) }
        }
        for number in 0..<12 {
            let (first, second) = (come[random.next(4)], go[random.next(4)])
            let booking = TestBooking(
                "B\(number)", 1 + random.next(4), at: at(1, number), (first.key, "DFW"),
                (second.key, second.destination))
            bookings.append(booking)
            switch random.next(5) {
            case 0: bookings.append(booking.changed(at: at(3, number), .cancelled))
            case 1:
                let other = go[random.next(4)]
                bookings.append(
                    booking.changed(at: at(4, number)) { $0.segments[1] = (other.key, other.destination, "Y") })
            default: break
            }
        }
        return (flights, bookings)
    }
}

extension TestLeg {
    /// An estimate of the arrival.
    func estimated(in minutes: Int64, at time: Instant) -> Feed.Event {
        Feed.Event(
            leg: key, type: .updated, at: time, id: "\(key)-E\(time.ms)",
            fields: [(.estimatedArrival, arrival.adding(minutes: minutes).ms)])
    }
}
