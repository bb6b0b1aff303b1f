import DisruptionCore
import WireFormat

/// Writes the envelopes of flight.events.
///
/// Nothing needs escaping: identifiers are of A-Z, 0-9 and `-`, and texts are constants.
struct FlightRecord {
    let type: StaticString
    let leg: SimulatedLeg
    /// The first day's 00:00 UTC, from which the leg's minutes count.
    let epoch: Instant
    let time: Instant

    /// Calls `members` for what the payload has beyond the leg's name.
    func write(to out: inout ByteWriter, _ members: (inout ByteWriter) -> Void) {
        out.put("{\"event_id\":\"")
        out.putLeg(leg.key)
        out.put8(0x3A)
        out.put(type)
        out.put8(0x3A)
        out.putDecimal((time.ms - epoch.ms) / 1000)
        out.put8(0x2E)
        out.putDecimal(Int64(leg.told))
        out.put("\",\"event_type\":\"")
        out.put(type)
        out.put("\",\"timestamp\":\"")
        out.put(instant: time)
        out.put("\",\"source\":\"simulated-ops\",\"payload\":{\"flight_number\":\"")
        out.put(packed: leg.key.flight.packed, capacity: FlightNumber.capacity)
        out.put("\",\"airline\":\"")
        out.put(packed: leg.key.flight.carrier.packed, capacity: CarrierCode.capacity)
        out.put("\",\"flight_date\":\"")
        out.put(date: leg.key.date)
        out.put("\",\"origin\":\"")
        out.put(packed: leg.key.origin.packed, capacity: AirportCode.capacity)
        out.put8(0x22)
        if leg.key.attempt > 1 {
            out.put(",\"repeat_number\":")
            out.putDecimal(Int64(leg.key.attempt))
        }
        members(&out)
        out.put("}}")
    }

    func instant(_ minute: Int32) -> Instant { epoch.adding(minutes: Int64(minute)) }
}

extension ByteWriter {
    /// `,"name":"2026-01-14T06:20:00Z"`; `name` comes with its comma, colon and first quote.
    mutating func put(_ name: StaticString, _ instant: Instant) {
        put(name)
        put(instant: instant)
        put8(0x22)
    }

    mutating func put(_ name: StaticString, _ airport: AirportCode) {
        put(name)
        put(packed: airport.packed, capacity: AirportCode.capacity)
        put8(0x22)
    }

    mutating func put(_ name: StaticString, _ text: StaticString) {
        put(name)
        put(text)
        put8(0x22)
    }

    mutating func put(_ name: StaticString, _ tail: Tail) {
        put(name)
        put(packed: tail.packed, capacity: Tail.capacity)
        put8(0x22)
    }

    mutating func put(_ name: StaticString, _ number: Int) {
        put(name)
        putDecimal(Int64(number))
    }

    mutating func put(_ name: StaticString, _ text: String) {
        put(name)
        for byte in text.utf8 { put8(byte) }
        put8(0x22)
    }
}
