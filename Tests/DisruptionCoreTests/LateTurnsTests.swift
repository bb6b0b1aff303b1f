import Testing

@testable import DisruptionCore

/// Which late arrival made which departure late.
@Suite struct LateTurnsTests {
    private let bin = QuarterHour(containing: at(12))
    private let tail = Tail("N1AA") ?? .none
    private let ord = AirportCode("ORD") ?? .none

    /// What comes in where the aircraft was in at 11:30, and had to be by a given time.
    private func minutes(late: Int16, neededAt needed: Instant, departureLate: Int16) -> Int32? {
        var turns = LateTurns()
        // The order in which both sides are told does not matter.
        turns.add(LateTurn(tail: tail, at: needed), delay: departureLate, isArrival: false, in: bin)
        turns.add(LateTurn(tail: tail, at: at(11, 30), from: ord), delay: late, isArrival: true, in: bin + -2)
        #expect(turns.settle(bin + -2).isEmpty && turns.settle(bin + -1).isEmpty)
        let links = turns.settle(bin)
        #expect(turns.isEmpty)
        return links.first?.minutes
    }

    @Test func reactionaryMinutesAreBoundedBySlackAndByBothDelays() {
        #expect(minutes(late: 60, neededAt: at(11), departureLate: 50) == 30)
        #expect(minutes(late: 60, neededAt: at(11), departureLate: 20) == 20)
        #expect(minutes(late: 25, neededAt: at(11), departureLate: 90) == 25)
        #expect(minutes(late: 60, neededAt: at(11, 15), departureLate: 90) == 15)
        #expect(minutes(late: 60, neededAt: at(11, 16), departureLate: 90) == nil)
        #expect(minutes(late: 60, neededAt: at(13), departureLate: 90) == nil)
    }

    @Test func onlyTheLastArrivalOfTheTailCountsAndOnce() {
        var turns = LateTurns()
        let (lax, other) = (AirportCode("LAX") ?? .none, Tail("N2AA") ?? .none)
        turns.add(LateTurn(tail: tail, at: at(9), from: lax), delay: 90, isArrival: true, in: bin + -12)
        turns.add(LateTurn(tail: tail, at: at(11, 30), from: ord), delay: 60, isArrival: true, in: bin + -2)
        turns.add(LateTurn(tail: other, at: at(11), from: lax), delay: 60, isArrival: true, in: bin + -4)
        for _ in 0..<2 { turns.add(LateTurn(tail: tail, at: at(11)), delay: 50, isArrival: false, in: bin) }
        var found: [AirportStanding.Link] = []
        for back in stride(from: 12 as Int32, through: 0, by: -1) { found += turns.settle(bin + -back) }
        #expect(found == [AirportStanding.Link(from: ord, legs: 1, minutes: 30)])
        // The other aircraft never leaves; after eight hours nobody waits for it.
        #expect(!turns.isEmpty)
        for ahead in 1...LateTurns.waitBins { _ = turns.settle(bin + ahead) }
        #expect(turns.isEmpty)
    }

    @Test func messagesComeBackAsTheyWent() throws {
        let standing = AirportStanding(
            airport: ord, bin: bin, trouble: [.weather, .lateness], departures: 321,
            links: [AirportStanding.Link(from: AirportCode("LAX") ?? .none, legs: 3, minutes: 190)])
        let totals = DepartureTotals(bin: bin, due: 9, departed: 8, late: 7, cancelled: -6)
        let told = NetworkTold(id: DisruptionID(high: 1, low: 2), bin: bin)
        let step = DepartureStep(
            from: .waiting, to: .moved, bin: bin, due: bin, delay: 40, turn: LateTurn(tail: tail, at: at(11)))
        let time = at(12, 25)
        var writer = ByteWriter()
        standing.encode(into: &writer, eventTime: time)
        totals.encode(into: &writer, eventTime: time)
        told.encode(into: &writer, eventTime: time)
        DemandSettled.departure(step).encode(into: &writer, eventTime: time)
        var reader = ByteReader(writer.bytes)
        #expect(AirportStanding(eventTime: time, reading: &reader) == standing)
        #expect(DepartureTotals(eventTime: time, reading: &reader) == totals)
        #expect(NetworkTold(eventTime: time, reading: &reader) == told)
        guard case .departure(step)? = DemandSettled(eventTime: time, reading: &reader) else {
            Issue.record("a step")
            return
        }
        #expect(reader.isAtEnd)
    }

    @Test func whatIsLateOnUsualDaysIsLearnt() {
        var usual = UsualLateness()
        func hour(_ day: Int, _ permille: Int64, disrupted: Bool = false) {
            for quarter in 0..<4 {
                usual.learn(permille, at: QuarterHour(containing: at(15, 15 * quarter, day: day))) { _ in disrupted }
            }
        }
        let noon = { (day: Int) in QuarterHour(containing: at(15, day: day)) }
        // 2008-01-07 is a Monday.
        for day in 7...11 { hour(day, 100 + Int64(20 * (day - 7))) }
        #expect(usual.limit(at: noon(11)) == nil)
        for day in 14...18 { hour(day, 100) }
        hour(19, 100)
        #expect(usual.limit(at: noon(19)) == nil, "a day counts from the day after next")
        hour(20, 100)
        #expect(usual.limit(at: noon(20)) == 200)
        // A disrupted day teaches nothing.
        hour(21, 900)
        hour(22, 100, disrupted: true)
        hour(23, 100)
        hour(24, 100)
        #expect(usual.limit(at: noon(24)) == 200)
        #expect(usual.limit(at: QuarterHour(containing: at(3, day: 24))) == nil)
    }
}
