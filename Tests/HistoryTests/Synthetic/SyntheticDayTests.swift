import DisruptionCore
import Testing

@testable import History

@Suite struct SyntheticDayTests {
    /// 2026-01-20.
    let date = CalendarDate(days: 20_473)
    let legs: [HistoricLeg]
    /// The legs of each aircraft in planned order.
    let lines: [Tail: [HistoricLeg]]

    init() {
        legs = SyntheticDay.legs(on: date)
        lines = Dictionary(grouping: legs) { $0.tail }
    }

    private func delay(_ leg: HistoricLeg) -> Int32 { leg.out?.minutes(since: leg.scheduledDeparture) ?? 0 }

    @Test func aDayOfTheWantedSize() {
        #expect((1900...2100).contains(legs.count))
        #expect(Set(legs.map(\.key)).count == legs.count)
        #expect(Set(legs.flatMap { [$0.key.origin, $0.destination] }).count == 12)
        #expect(lines.count > 300 && lines.keys.allSatisfy { !$0.isNone })
        #expect(legs.allSatisfy { $0.problem() == nil })
        let night = date.startUTC.adding(minutes: 22 * 60)
        #expect(legs.allSatisfy { $0.key.date == date && $0.scheduledDeparture < night })
    }

    @Test func linesOfFlightHoldTogether() {
        for line in lines.values {
            for (leg, next) in zip(line, line.dropFirst()) {
                #expect(leg.destination == next.key.origin)
                #expect(next.scheduledDeparture >= leg.scheduledArrival.adding(minutes: 30))
            }
            let flown = line.filter { $0.out != nil }
            for (leg, next) in zip(flown, flown.dropFirst()) {
                #expect((leg.isDiverted ? leg.divertedTo : leg.destination) == next.key.origin, "\(next.key)")
                let stands = leg.arrival ?? leg.divertedAt ?? .distantFuture
                #expect((next.out?.minutes(since: stands) ?? 0) >= 30)
            }
        }
    }

    @Test func snowCancelsDivertsAndDelays() throws {
        let snow = try #require(AirportCode("FRA"))
        let cancelled = legs.filter(\.isCancelled)
        #expect((100...300).contains(cancelled.count))
        let touchesSnow = cancelled.filter { $0.key.origin == snow || $0.destination == snow }
        #expect(Double(touchesSnow.count) > 0.85 * Double(cancelled.count))
        #expect(cancelled.filter { $0.cancelReason == .weather }.count > 40)
        let diverted = legs.filter(\.isDiverted)
        #expect((1...10).contains(diverted.count))
        #expect(diverted.allSatisfy { $0.destination == snow && $0.divertedAt != nil && $0.arrival == nil })
        // Before the snow the day is an ordinary one.
        let morning = legs.filter { $0.scheduledDeparture < date.startUTC.adding(minutes: 7 * 60) }
        #expect(Double(morning.filter { delay($0) >= 15 }.count) < 0.06 * Double(morning.count))
        let late = legs.filter { delay($0) >= 15 }
        #expect((300...600).contains(late.count))
    }

    @Test func delaysRunDownTheLines() {
        var cascades = 0
        for line in lines.values {
            let flown = line.filter { $0.arrival != nil }
            let reactionary = zip(flown, flown.dropFirst()).filter { leg, next in
                let ready = (leg.arrival ?? .distantPast).adding(minutes: 30)
                return ready.minutes(since: next.scheduledDeparture) >= 15
            }
            if reactionary.count >= 2 { cascades += 1 }
        }
        #expect(cascades >= 20)
    }

    /// A hash of everything that is told: a change of the day is a change of what it shows and has to be meant.
    @Test func theSameEverywhere() throws {
        var stream = EventStream(LegSource(legs), rules: EventRules(tellsRunwayTimes: true))
        var writer = EventWriter()
        var hash: UInt64 = 0
        var events = 0
        while let event = try stream.next() {
            hash = Hash64.of(writer.body(event), seed: hash)
            events += 1
        }
        #expect(events == 9377)
        #expect(hash == 9_631_327_780_827_538_132)
    }
}
