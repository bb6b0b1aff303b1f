import DisruptionCore
import Testing
import WireFormat

@testable import History

/// What history tells is what ingest takes: nothing of it may be a dead letter.
@Suite struct AcceptedEventsTests {
    @Test func everyEventOfADayIsAccepted() throws {
        let legs = SyntheticDay.legs(on: CalendarDate(days: 20_473))
        var stream = EventStream(LegSource(legs), rules: EventRules(tellsRunwayTimes: true))
        var writer = EventWriter()
        var decoder = EventDecoder()
        var types: Set<FlightEventType> = []
        while let event = try stream.next() {
            switch decoder.decode(writer.body(event), from: .flightEvents) {
            case .flight(let pointer):
                let fact = pointer.pointee
                types.insert(fact.type)
                #expect(fact.leg == event.leg.key && fact.eventTime == event.time)
                #expect(fact[.scheduledDeparture] == event.leg.scheduledDeparture.ms)
                #expect(fact[.tail] == Int64(event.leg.tail.packed))
                if event.kind == .arrived { #expect(fact[.actualArrival] == event.leg.arrival?.ms) }
                if event.kind == .departed { #expect(fact[.actualDeparture] == event.leg.out?.ms) }
                if event.kind == .diverted { #expect(fact[.divertedTo] == Int64(event.leg.divertedTo.packed)) }
            case .rejected(let reason, let detail):
                Issue.record("\(event.kind): \(reason) \(String(decoding: detail, as: UTF8.self))")
            default: Issue.record("\(event.kind): no flight event")
            }
        }
        #expect(types == [.scheduled, .departed, .airborne, .landed, .arrived, .cancelled, .diverted])
    }

    @Test func extremesAndSecondAttemptsAreAccepted() throws {
        var leg = try leg("AA1", "2008-01-05", "ORD", "JFK", tail: "", "2008-01-05T10:00Z")
        var decoder = EventDecoder()
        var writer = EventWriter()
        leg.key = LegKey(flight: leg.key.flight, date: leg.key.date, origin: leg.key.origin, attempt: 2)
        leg.isDiverted = true
        for late in [-HistoryLimits.earlyMinutesMax, HistoryLimits.lateMinutesMax] {
            leg.out = leg.scheduledDeparture.adding(minutes: late)
            leg.arrival = leg.out
            #expect(leg.problem() == nil)
            for kind in HistoricEvent.Kind.allCases {
                let event = HistoricEvent(kind: kind, time: leg.scheduledDeparture, leg: leg)
                switch decoder.decode(writer.body(event), from: .flightEvents) {
                case .flight(let fact): #expect(fact.pointee.leg == leg.key)
                case .rejected(_, let detail):
                    Issue.record("\(kind), \(late) min late: \(String(decoding: detail, as: UTF8.self))")
                default: Issue.record("\(kind): no flight event")
                }
            }
        }
    }
}
