import DisruptionCore
import Testing

@Suite("How bookings stand")
struct BookingStateTests {
    private let first = TestLeg("AA1", "N1XX", "ORD", "DFW", at(10), 120)
    private let second = TestLeg("AA2", "N2XX", "DFW", "SAT", at(13, 30), 60)
    private let runtime = LocalRuntime()

    private func trip(_ id: String = "B1", _ people: Int = 1) -> TestBooking {
        TestBooking(id, people, at: at(1), (first.key, "DFW"), (second.key, "SAT"))
    }

    private func facts() throws -> [String] {
        try runtime.pump()
        return runtime.bookingFacts()
    }

    @Test("Expected delays come in steps of a quarter of an hour, flown ones to the minute")
    func steps() throws {
        let feed = Feed(runtime)
        feed.send(first.scheduled)
        feed.send(second.scheduled)
        runtime.accept(TestBooking("B1", 1, at: at(1), (first.key, "DFW")))
        #expect(try facts() == ["B1 active | AA1/2008-01-05/ORD SCHEDULED 0/0"])
        feed.send(first.estimated(in: 14, at: at(8)))
        #expect(try facts() == [])
        feed.send(first.estimated(in: 44, at: at(8, 10)))
        #expect(try facts() == ["B1 active | AA1/2008-01-05/ORD SCHEDULED 0/30"])
        feed.send(first.estimated(in: 31, at: at(8, 20)))
        #expect(try facts() == [])
        feed.send(first.departed(late: 37))
        #expect(try facts() == ["B1 active | AA1/2008-01-05/ORD OUT 37/30"])
        feed.send(first.arrived(late: 33))
        #expect(try facts() == ["B1 active | AA1/2008-01-05/ORD IN 37/33"])
    }

    @Test("Who is not flown needs another booking, and no more when the flight is reinstated")
    func cancelled() throws {
        let feed = Feed(runtime)
        feed.send(first.scheduled)
        feed.send(first.cancelled(at: at(7)))
        try runtime.pump()
        // Booked once it was cancelled, they hear of it too.
        runtime.accept(TestBooking("B1", 1, at: at(7, 30), (first.key, "DFW")))
        #expect(try facts() == ["B1 needs rebooking | AA1/2008-01-05/ORD CANCELLED 0/0"])
        feed.send(first.reinstated(at: at(8)))
        #expect(try facts() == ["B1 active | AA1/2008-01-05/ORD SCHEDULED 0/0"])
    }

    @Test("Who misses a connection needs another booking, and no more when it is made after all")
    func missed() throws {
        let feed = Feed(runtime)
        feed.send(first.scheduled)
        feed.send(second.scheduled)
        runtime.accept(trip())
        runtime.accept(TestBooking("B2", 1, at: at(1), (second.key, "SAT")))
        _ = try facts()
        feed.send(first.estimated(in: 60, at: at(9)))
        #expect(
            try facts() == [
                "B1 needs rebooking | AA1/2008-01-05/ORD SCHEDULED 0/60 | AA2/2008-01-05/DFW SCHEDULED 0/0 missed"
            ])
        feed.send(first.estimated(in: 0, at: at(9, 30)))
        #expect(
            try facts() == ["B1 active | AA1/2008-01-05/ORD SCHEDULED 0/0 | AA2/2008-01-05/DFW SCHEDULED 0/0"])
    }

    @Test("Who leaves a missed connection for another flight is told so no more")
    func moved() throws {
        let feed = Feed(runtime)
        feed.send(first.scheduled)
        feed.send(second.scheduled)
        runtime.accept(trip())
        feed.send(first.estimated(in: 60, at: at(9)))
        _ = try facts()
        runtime.accept(trip().changed(at: at(9, 30)) { $0.segments.removeFirst() })
        #expect(try facts() == ["B1 active | AA2/2008-01-05/DFW SCHEDULED 0/0"])
        runtime.accept(trip().changed(at: at(9, 45), .cancelled))
        #expect(try facts() == ["B1 cancelled"])
    }

    @Test("Who did not check in for a flight that left, for which others did, was not on board")
    func noShow() throws {
        let feed = Feed(runtime)
        feed.send(first.scheduled)
        let pair = TestBooking("B1", 2, at: at(1), (first.key, "DFW"))
        runtime.accept(pair)
        var checkIn = pair.changed(at: at(8), .checkedIn)
        checkIn.checkIn = ("B1-0", first.key)
        runtime.accept(checkIn)
        #expect(try facts() == ["B1 active | AA1/2008-01-05/ORD SCHEDULED 0/0 +B1-0"])
        feed.send(first.departed(late: 0))
        #expect(try facts() == ["B1 active | AA1/2008-01-05/ORD OUT 0/0 +B1-0 -B1-1"])
    }

    @Test("A flight that only bookings name makes each of them a dead letter once, when its day is over")
    func unknownFlight() throws {
        runtime.accept(trip("B1"))
        runtime.accept(trip("B2").changed(at: at(2)) { $0.segments.removeLast() })
        #expect(try facts().count == 2 && runtime.refused.isEmpty)
        runtime.mark(at(0, day: 8))
        let states = try facts()
        #expect(states.count == 2 && states[1] == "B2 active | AA1/2008-01-05/ORD UNKNOWN 0/0")
        #expect(runtime.refused.map(\.offset) == [0, 1])
        #expect(runtime.refused.allSatisfy { $0.why.reason == .unknownFlight && $0.topic == .passengerEvents })
        runtime.mark(at(0, day: 20))
        #expect(try facts() == ["forgotten B1", "forgotten B2"])
        #expect(runtime.refused.count == 2)
    }

    @Test("What is owed is told by journey, once: of a cancelled flight, else of the delay where it ends")
    func owed() throws {
        let runtime = ExposureScene.runtime()
        let feed = Feed(runtime)
        let out = TestLeg("LH1", "DABCD", "FRA", "MUC", at(10), 60)
        let back = TestLeg("LH2", "DABCE", "MUC", "FRA", at(10, 0, day: 9), 60)
        feed.send(out.scheduled)
        feed.send(back.scheduled)
        runtime.accept(TestBooking("B1", 2, at: at(1), (out.key, "MUC"), (back.key, "FRA")))
        feed.send(out.departed(late: 190))
        feed.send(out.arrived(late: 185))
        try runtime.pump()
        let facts = runtime.bookingFacts()
        #expect(facts.count == 1 && facts[0].hasSuffix("| EU261/TEST 500 25000 uncertain"))
    }
}
