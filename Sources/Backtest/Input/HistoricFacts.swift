import DisruptionCore
import History
import WireFormat

/// Historic events as facts, equal to what ingest makes of the JSON that `EventWriter` writes of them.
struct HistoricFacts: ~Copyable {
    private var name = ByteWriter(capacity: 64)

    private static let source: StaticString = "history"

    /// Sends the fact of an event to its leg.
    mutating func send(_ event: HistoricEvent, into frames: inout OutgoingFrames) {
        let leg = event.leg
        name.removeAll()
        event.putID(into: &name)
        let id = name.bytes
        var fact = FlightFact(
            leg: leg.key, type: HistoricFacts.type(event.kind), eventTime: event.time, eventHash: Hash64.of(id),
            source: HistoricFacts.source.bytes, eventID: id,
            correlationID: UnsafeRawBufferPointer(start: nil, count: 0))
        fact.set(.scheduledDeparture, leg.scheduledDeparture)
        fact.set(.scheduledArrival, leg.scheduledArrival)
        fact.set(.destination, Int64(leg.destination.packed))
        fact.set(.airline, Int64(leg.key.flight.carrier.packed))
        if !leg.tail.isNone { fact.set(.tail, Int64(bitPattern: leg.tail.packed)) }
        HistoricFacts.setOutcome(event.kind, leg, &fact)
        frames.send(.flightFact, to: .leg(leg.key), at: event.time) { fact.encodeBody(into: &$0) }
    }

    /// What has become known: a departure tells no arrival.
    private static func setOutcome(_ kind: HistoricEvent.Kind, _ leg: HistoricLeg, _ fact: inout FlightFact) {
        switch kind {
        case .scheduled: break
        case .cancelled:
            fact.set(.cancelled, 1)
            if let reason = leg.cancelReason { fact.set(.reason, reason.text.bytes) }
        case .departed, .airborne, .landed, .diverted, .arrived:
            if let out = leg.out { fact.set(.actualDeparture, out) }
            if kind != .departed, let off = leg.off { fact.set(.actualTakeoff, off) }
            if kind == .landed || kind == .arrived, let on = leg.on { fact.set(.actualLanding, on) }
            if kind == .departed, let out = leg.out { setDelay(out, leg.scheduledDeparture, &fact) }
            if kind == .arrived, let arrival = leg.arrival {
                fact.set(.actualArrival, arrival)
                setDelay(arrival, leg.scheduledArrival, &fact)
            }
            if kind == .diverted {
                let goal = leg.divertedTo.isNone ? FlightFact.unstatedAirport : Int64(leg.divertedTo.packed)
                fact.set(.divertedTo, goal)
            }
        }
    }

    private static func setDelay(_ actual: Instant, _ scheduled: Instant, _ fact: inout FlightFact) {
        fact.set(.delayMinutes, Int64(actual.minutes(since: scheduled)))
    }

    private static func type(_ kind: HistoricEvent.Kind) -> FlightEventType {
        switch kind {
        case .scheduled: .scheduled
        case .departed: .departed
        case .airborne: .airborne
        case .landed: .landed
        case .diverted: .diverted
        case .arrived: .arrived
        case .cancelled: .cancelled
        }
    }
}

extension StaticString {
    /// Its characters, for as long as the program runs.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
