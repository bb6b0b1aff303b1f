import DisruptionCore
import Testing

/// What is one too many for a table is refused and said so; what is known goes on, and room comes back.
@Suite struct TableLimitTests {
    private static func limits(_ change: (inout TableLimits) -> Void) -> TableLimits {
        var limits = TableLimits()
        change(&limits)
        return limits
    }

    private static func update(_ flight: String, day: Int = 5, at instant: Instant, id: String) -> Feed.Event {
        Feed.Event(
            leg: leg(flight, "ORD", day: day), type: .updated, at: instant, id: id,
            fields: [(.delayMinutes, 60), (.scheduledDeparture, at(8, day: day).ms)])
    }

    @Test func aLegTooManyIsRefusedUntilOthersAreForgotten() throws {
        let runtime = LocalRuntime(limits: Self.limits { $0.legs = 3 })
        let feed = Feed(runtime)
        for number in 1...5 { feed.send(Self.update("AA\(number)", at: at(6, number), id: "first-\(number)")) }
        try runtime.pump()
        feed.send(Self.update("AA2", at: at(7), id: "second"))
        try runtime.pump()
        #expect(runtime.sizes().legs == 3)
        #expect(runtime.refused.map(\.subject) == ["AA4/2008-01-05/ORD", "AA5/2008-01-05/ORD"])
        #expect(runtime.refused.map(\.eventID) == ["first-4", "first-5"])
        #expect(runtime.refused.map(\.offset) == [3, 4])
        #expect(runtime.refused.allSatisfy { $0.why == .noRoom(limit: 3) })
        #expect(runtime.counters().noRoom == 2 && runtime.counters().late == 0)
        let told = Set(runtime.disruptions.filter { $0.finding.pattern == .flightDelay }.map(\.finding.subject.id))
        #expect(told == ["AA1/2008-01-05/ORD", "AA2/2008-01-05/ORD", "AA3/2008-01-05/ORD"])
        #expect(runtime.disruptions.contains { $0.triggerEventID == "first-3" })
        // Its id was not claimed, so the same event counts once there is room: a leg of the next days after the first
        // are forgotten.
        feed.send(Self.update("AA6", day: 9, at: at(7, 1), id: "re-driven"))
        try runtime.pump()
        #expect(runtime.refused.count == 3)
        runtime.mark(at(1, day: 8))
        try runtime.pump()
        #expect(runtime.sizes().legs == 0)
        feed.send(Self.update("AA6", day: 9, at: at(7, 1), id: "re-driven"))
        try runtime.pump()
        #expect(runtime.refused.count == 3)
        #expect(runtime.disruptions.contains { $0.finding.subject.id == "AA6/2008-01-09/ORD" })
    }

    @Test func aBookingTooManyIsRefused() throws {
        let runtime = LocalRuntime(limits: Self.limits { $0.bookings = 2 })
        for (number, id) in ["a", "b", "c", "a", "d"].enumerated() {
            Self.book(id, event: "e\(number)", runtime)
        }
        try runtime.pump()
        #expect(runtime.sizes().bookings == 2)
        #expect(runtime.refused.map(\.eventID) == ["e2", "e4"])
        #expect(runtime.refused.allSatisfy { $0.why == .noRoom(limit: 2) && $0.topic == .passengerEvents })
    }

    private static func book(_ id: String, event: String, _ runtime: LocalRuntime) {
        let (id, event, source) = (Array(id.utf8), Array(event.utf8), Array("res".utf8))
        id.withUnsafeBytes { id in
            event.withUnsafeBytes { event in
                source.withUnsafeBytes { source in
                    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
                    let fact = BookingFact(
                        type: .created, eventTime: at(6), eventHash: Hash64.of(event), bookingID: id,
                        lastDate: CalendarDate(utc: at(8)), source: source, eventID: event, correlationID: nothing,
                        content: nothing)
                    runtime.accept(2, at: at(6)) { frames in
                        frames.send(.bookingFact, to: fact.key, at: fact.eventTime) { fact.encodeBody(into: &$0) }
                    }
                }
            }
        }
    }

    /// Of two aircraft the second finds no room: its cascade is not told, single flights and the first aircraft are as
    /// ever.
    @Test func anAircraftTooManyIsTurnedAway() throws {
        let runtime = LocalRuntime(limits: Self.limits { $0.aircraft = 1 })
        let feed = Feed(runtime)
        for line in [LateLine("AA", tail: "N1AA"), LateLine("BB", tail: "N2BB")] { line.send(to: feed) }
        try runtime.pump()
        let cascades = runtime.finalFacts.filter { $0.finding.pattern == .cascadingDelay }
        #expect(cascades.map(\.finding.subject.id) == ["N1AA/AA1/2008-01-05/ORD"])
        #expect(runtime.finalFacts.count { $0.finding.pattern == .flightDelay } == 6)
        #expect(runtime.counters().turnedAway > 0)
        #expect(runtime.sizes().aircraft == 1)
        runtime.mark(at(0, day: 10))
        try runtime.pump()
        #expect(runtime.sizes().aircraft == 0)
    }

    @Test func airportsAndAirlinesTooManyAreTurnedAway() throws {
        let runtime = LocalRuntime(
            limits: Self.limits {
                $0.airports = 2
                $0.airlines = 1
            })
        let feed = Feed(runtime)
        for line in [LateLine("AA", tail: "N1AA"), LateLine("BB", tail: "N2BB")] { line.send(to: feed) }
        try runtime.pump()
        runtime.mark(at(0, day: 7))
        try runtime.pump()
        #expect(runtime.sizes().airports == 2 && runtime.sizes().airlines == 1)
        #expect(runtime.counters().turnedAway > 0)
        #expect(runtime.finalFacts.count { $0.finding.pattern == .cascadingDelay } == 2)
        #expect(runtime.refused.isEmpty)
    }

    /// What is refused is a function of the log: read again, it is the same, and not counted again.
    @Test func aReplayRefusesTheSame() throws {
        let log = EngineLog()
        let feed = Feed(log)
        for number in 1...9 { feed.send(Self.update("AA\(number)", at: at(6, number), id: "e\(number)"), index: 0) }
        log.flush()
        let limits = Self.limits { $0.legs = 4 }
        var first = EngineLog.engine(limits: limits)
        let told = try log.run(&first)
        #expect(first.counters.noRoom == 5)
        var second = EngineLog.engine(limits: limits)
        for (offset, record) in log.records.enumerated() {
            _ = try EngineLog.step(&second, record, offset: offset, isReplay: true)
        }
        #expect(second.counters.noRoom == 0 && second.sizes == first.sizes)
        #expect(told.count { $0.finding.pattern == .flightDelay } == 4)
    }
}
