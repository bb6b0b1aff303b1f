import DisruptionCore
import WireFormat

/// Writes historic events as the JSON envelopes of flight.events, into one buffer that is reused.
///
/// The event id is the leg's name and the kind of event: a second replay of the same file tells nothing new. Text
/// between the values stands in long constants, since nothing here needs escaping: identifiers are of A-Z, 0-9 and `-`.
public struct EventWriter: ~Copyable {
    private var out = ByteWriter(capacity: 1024)
    private var name = ByteWriter(capacity: 64)

    public init() {}

    /// The envelope of an event; valid until the next call.
    public mutating func body(_ event: HistoricEvent) -> UnsafeRawBufferPointer {
        let leg = event.leg
        out.removeAll()
        out.put("{\"event_id\":\"")
        out.putLeg(leg.key)
        out.put(event.kind.head)
        out.put(instant: event.time)
        out.put("\",\"source\":\"history\",\"payload\":{\"flight_number\":\"")
        out.put(packed: leg.key.flight.packed, capacity: FlightNumber.capacity)
        out.put("\",\"airline\":\"")
        out.put(packed: leg.key.flight.carrier.packed, capacity: CarrierCode.capacity)
        out.put("\",\"flight_date\":\"")
        out.put(date: leg.key.date)
        out.put("\",\"origin\":\"")
        out.put(packed: leg.key.origin.packed, capacity: AirportCode.capacity)
        out.put("\",\"destination\":\"")
        out.put(packed: leg.destination.packed, capacity: AirportCode.capacity)
        if !leg.tail.isNone {
            out.put("\",\"tail_number\":\"")
            out.put(packed: leg.tail.packed, capacity: Tail.capacity)
        }
        out.put8(0x22)
        if leg.key.attempt > 1 {
            out.put(",\"repeat_number\":")
            out.putDecimal(Int64(leg.key.attempt))
        }
        out.put(",\"scheduled_departure\":\"")
        out.put(instant: leg.scheduledDeparture)
        out.put("\",\"scheduled_arrival\":\"")
        out.put(instant: leg.scheduledArrival)
        out.put8(0x22)
        putOutcome(event.kind, leg)
        out.put("}}")
        return out.bytes
    }

    /// The record key, the leg's name; valid until the next call.
    public mutating func key(_ event: HistoricEvent) -> UnsafeRawBufferPointer {
        name.removeAll()
        name.putLeg(event.leg.key)
        return name.bytes
    }

    /// What has become known: a departure tells no arrival.
    private mutating func putOutcome(_ kind: HistoricEvent.Kind, _ leg: HistoricLeg) {
        switch kind {
        case .scheduled: break
        case .cancelled:
            if let reason = leg.cancelReason {
                out.put(",\"reason\":\"")
                out.put(reason.text)
                out.put8(0x22)
            }
        case .departed, .airborne, .landed, .diverted, .arrived:
            put(",\"actual_departure\":\"", leg.out)
            if kind != .departed { put(",\"actual_takeoff\":\"", leg.off) }
            if kind == .landed || kind == .arrived { put(",\"actual_landing\":\"", leg.on) }
            if kind == .departed, let out = leg.out { putDelay(out, leg.scheduledDeparture) }
            if kind == .arrived, let arrival = leg.arrival {
                put(",\"actual_arrival\":\"", arrival)
                putDelay(arrival, leg.scheduledArrival)
            }
            if kind == .diverted, !leg.divertedTo.isNone {
                out.put(",\"diverted_to\":\"")
                out.put(packed: leg.divertedTo.packed, capacity: AirportCode.capacity)
                out.put8(0x22)
            }
        }
    }

    private mutating func put(_ key: StaticString, _ time: Instant?) {
        guard let time else { return }
        out.put(key)
        out.put(instant: time)
        out.put8(0x22)
    }

    private mutating func putDelay(_ actual: Instant, _ scheduled: Instant) {
        out.put(",\"delay_minutes\":")
        out.putDecimal(Int64(actual.minutes(since: scheduled)))
    }
}

extension ByteWriter {
    fileprivate mutating func put(_ text: StaticString) {
        putBytes(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

extension HistoricEvent.Kind {
    /// From the end of the leg's name in the event id to the begin of the timestamp.
    fileprivate var head: StaticString {
        switch self {
        case .scheduled: ":scheduled\",\"event_type\":\"FLIGHT_SCHEDULED\",\"timestamp\":\""
        case .departed: ":out\",\"event_type\":\"FLIGHT_DEPARTED\",\"timestamp\":\""
        case .airborne: ":off\",\"event_type\":\"FLIGHT_AIRBORNE\",\"timestamp\":\""
        case .landed: ":on\",\"event_type\":\"FLIGHT_LANDED\",\"timestamp\":\""
        case .diverted: ":diverted\",\"event_type\":\"FLIGHT_DIVERTED\",\"timestamp\":\""
        case .arrived: ":in\",\"event_type\":\"FLIGHT_ARRIVED\",\"timestamp\":\""
        case .cancelled: ":cancelled\",\"event_type\":\"FLIGHT_CANCELLED\",\"timestamp\":\""
        }
    }
}
