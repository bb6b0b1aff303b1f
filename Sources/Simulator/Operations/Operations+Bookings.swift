import DisruptionCore
import WireFormat

/// What is told of bookings.
extension Operations {
    /// Of 128 bookings those told with the schedule; the rest come in the later batches.
    private static var early: UInt64 { 109 }

    /// Tells one batch of the bookings that begin with a leg: new ones, and what became of earlier ones.
    mutating func tellBookings(_ number: Int32, batch: Int) {
        let index = at(number)
        guard !legs[index].isFerry, legs[index].status != .cancelled else { return }
        if batch > 0, batch + 1 < PassengerPlan.batches { askBookings(number, batch + 1) }
        let home = network.language(Int(legs[index].airline))
        var local = max(0, Int(legs[index].passengers) - Int(legs[index].connecting))
        let subject = subject(legs[index])
        let time = now
        let heads = BookingHeads(at: time)
        var party = 0
        for stored in passengers.parties(of: number) {
            let bits = luck.draw.bits(subject, .booking, party)
            tell(number, party, Int(stored.size), stored.onward, bits, batch, time, home, heads)
            local -= Int(stored.size)
            party += 1
        }
        let none = (SimulatedLeg.none, SimulatedLeg.none, SimulatedLeg.none)
        while local > 0 {
            let bits = luck.draw.bits(subject, .booking, party)
            let size = min(Party.size(Int(((bits >> 50) * 100) >> 14)), local)
            tell(number, party, size, none, bits, batch, time, home, heads)
            local -= size
            party += 1
        }
    }

    mutating func askBookings(_ number: Int32, _ batch: Int) {
        at(Int(legs[at(number)].scheduledOut) - PassengerPlan.batchMinutes[batch], .bookings, number, index: batch)
    }

    @inline(__always) private mutating func tell(
        _ number: Int32, _ index: Int, _ size: Int, _ onward: (Int32, Int32, Int32), _ bits: UInt64, _ batch: Int,
        _ time: Instant, _ home: Int, _ heads: borrowing BookingHeads
    ) {
        let begins = bits & 0x7F < Self.early ? 0 : Int(bits >> 7 & 0x3F) % 3 + 1
        let kind: BookingRecord.Kind
        if batch == begins {
            kind = .created
        } else {
            // Three in a hundred are changed or cancelled, in the last batch.
            guard batch == PassengerPlan.batches - 1, bits >> 40 & 0x3FF < 31 else { return }
            kind = bits >> 40 & 0x3FF < 12 ? .cancelled : .changed
        }
        let record = BookingRecord(kind, number: number, index: index, size: size, bits: bits, home: home)
        status.records += 1
        outbox.begin()
        record.code.put(to: &outbox.text)
        outbox.beginValue()
        let legs = (number, onward.0, onward.1, onward.2)
        switch kind {
        case .created: record.write(to: &outbox.text, heads.created, legs: legs, passengers)
        case .changed: record.write(to: &outbox.text, heads.changed, legs: legs, passengers)
        case .cancelled: record.write(to: &outbox.text, heads.cancelled, legs: legs, passengers)
        }
        outbox.end(.passengerEvents, at: time)
    }
}
