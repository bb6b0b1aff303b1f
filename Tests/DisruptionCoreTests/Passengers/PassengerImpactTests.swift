import DisruptionCore
import Testing

@Suite("Whom a disruption reaches")
struct PassengerImpactTests {
    private let first = TestLeg("AA1", "N1XX", "ORD", "DFW", at(10), 120)
    private let second = TestLeg("AA2", "N2XX", "DFW", "SAT", at(13, 30), 60)

    private func run(_ body: (LocalRuntime, Feed) throws -> Void) throws -> LocalRuntime {
        let runtime = LocalRuntime()
        try body(runtime, Feed(runtime))
        try runtime.pump()
        return runtime
    }

    private func impact(_ runtime: LocalRuntime, _ pattern: Pattern = .flightDelay) throws -> Impact {
        try #require(runtime.latest.first { $0.finding.pattern == pattern }?.finding.impact)
    }

    private func trip(_ id: String, _ people: Int) -> TestBooking {
        TestBooking(id, people, at: at(1), (first.key, "DFW"), (second.key, "SAT"))
    }

    @Test("Passengers are counted by kind, with what they go on to, and by how much they are late")
    func counted() throws {
        let runtime = try run { runtime, feed in
            feed.send(first.scheduled)
            var family = trip("B1", 3)
            family.passengers[0].tier = "Gold"
            family.passengers[1].needs = ["WCHR", "wchs", "XXXX"]
            runtime.accept(family)
            var alone = TestBooking("B2", 1, at: at(1), (first.key, "DFW"))
            alone.passengers[0].needs = ["UMNR"]
            alone.segments[0].cabin = "business"
            runtime.accept(alone)
            var checkIn = alone.changed(at: at(2), .checkedIn)
            checkIn.checkIn = ("B2-0", first.key)
            runtime.accept(checkIn)
            try runtime.pump()
            feed.send(first.departed(late: 40))
        }
        let impact = try impact(runtime)
        #expect(impact.counts[.all] == 4 && impact.connecting == 3)
        #expect(impact.counts[.gold] == 1 && impact.counts[.member] == 0 && impact.counts[.premium] == 2)
        #expect(impact.counts[.wheelchair] == 1 && impact.counts[.unaccompaniedMinor] == 1)
        #expect(impact.counts[.checkedIn] == 1)
        #expect(impact.delayMinutes == 160)
        // 4 + premium 1 × 2 + minor 10 + wheelchair 5 + connecting 2 × 3.
        #expect(impact.priority == 27)
        let cohorts = impact.cohorts.map { "\($0.kind) \($0.leg.isNone ? $0.airport.description : "\($0.leg)")" }
        #expect(Set(cohorts).count == 5)
        #expect(impact.cohorts.first?.priority == impact.cohorts.map(\.priority).max())
        #expect(impact.cohorts.contains { $0.leg == second.key && $0.passengers == 3 })
        #expect(impact.cohorts.contains { $0.airport == AirportCode("SAT") && $0.passengers == 3 })
    }

    @Test("A passenger who comes twice is one; who left or was cancelled is none; a cancellation may come first")
    func versions() throws {
        let runtime = try run { runtime, feed in
            feed.send(first.scheduled)
            var twice = trip("B1", 2)
            twice.passengers.append(twice.passengers[0])
            runtime.accept(twice)
            // Newer content first, then what it replaced.
            let moved = trip("B2", 5)
            runtime.accept(moved.changed(at: at(3)) { $0.segments.removeFirst() })
            runtime.accept(moved)
            let gone = trip("B3", 7)
            runtime.accept(gone.changed(at: at(4), .cancelled))
            runtime.accept(gone)
            runtime.accept(gone.changed(at: at(4), .changed))
            try runtime.pump()
            feed.send(first.departed(late: 40))
        }
        #expect(try impact(runtime).counts[.all] == 2)
    }

    @Test("Bookings before their flight is known, and segments in the wrong order, count all the same")
    func order() throws {
        let runtime = try run { runtime, feed in
            runtime.accept(trip("B1", 2).changed(at: at(1)) { $0.segments.reverse() })
            feed.send(first.scheduled)
            try runtime.pump()
            feed.send(first.departed(late: 40))
        }
        let impact = try impact(runtime)
        #expect(impact.counts[.all] == 2 && impact.connecting == 2)
    }

    @Test("Who is not flown counts with the minutes of a cancellation")
    func cancelled() throws {
        let runtime = try run { runtime, feed in
            feed.send(first.scheduled)
            runtime.accept(trip("B1", 2))
            try runtime.pump()
            feed.send(first.cancelled(at: at(9)))
        }
        #expect(try impact(runtime, .flightCancelled).delayMinutes == 2 * 549)
    }

    @Test("Bookings that come once it is told are told where their number doubles")
    func grows() throws {
        let runtime = try run { runtime, feed in
            feed.send(first.scheduled)
            feed.send(first.departed(late: 40))
            try runtime.pump()
            for number in 0..<40 {
                runtime.accept(trip("B\(number)", 1).changed(at: at(10, 45)))
                try runtime.pump()
            }
        }
        let counts = runtime.disruptions.filter { $0.finding.pattern == .flightDelay }
            .map { $0.finding.impact?.counts[.all] ?? 0 }
        #expect(counts == [0, 1, 8, 16, 32])
    }

    @Test("A leg without anybody has no impact, and a leg that only bookings name tells nothing")
    func nobody() throws {
        let runtime = try run { runtime, feed in
            feed.send(first.scheduled)
            feed.send(first.departed(late: 40))
            runtime.accept(TestBooking("B9", 1, at: at(1), (leg("ZZ9", "ORD"), "DFW")))
            runtime.mark(at(0, day: 10))
        }
        #expect(runtime.disruptions.allSatisfy { $0.finding.impact == nil })
        var told: [LegKey] = []
        runtime.takeStates({ told.append($0.key) }, forgotten: { told.append($0) })
        #expect(told.contains(first.key) && !told.contains(leg("ZZ9", "ORD")))
    }
}
