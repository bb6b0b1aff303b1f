import DisruptionCore
import WireFormat

/// Writes the envelopes of passenger.events.
struct BookingRecord {
    enum Kind { case created, changed, cancelled }

    let kind: Kind
    let code: BookingCode
    let size: Int
    /// Chance of the booking's own.
    let bits: UInt64
    /// The language of the airline's country, a place in `Travellers.languages`.
    let home: Int

    /// - Parameters:
    ///   - number: the booking's first leg.
    ///   - index: which party of the leg.
    @inline(__always) init(_ kind: Kind, number: Int32, index: Int, size: Int, bits: UInt64, home: Int) {
        self.kind = kind
        code = BookingCode(UInt64(UInt32(bitPattern: number)) << 10 | UInt64(index & 0x3FF))
        self.size = size
        self.bits = bits
        self.home = home
    }

    /// - Parameters:
    ///   - head: up to the passengers, with room for the code.
    ///   - legs: by number; `SimulatedLeg.none` where there is none.
    @inline(__always) func write(
        to out: inout ByteWriter, _ head: borrowing BookingHead, legs: (Int32, Int32, Int32, Int32),
        _ plan: borrowing PassengerPlan
    ) {
        head.put(code, to: &out)
        guard kind != .cancelled else { return }
        for person in 0..<size {
            if person > 0 { out.put8(0x2C) }
            plan.travellers.write(
                to: &out, code, person: person, bits: Hash64.mix(bits &+ UInt64(person)), isAlone: size == 1,
                home: home)
        }
        out.put("],\"segments\":[")
        put(legs.0, 0, to: &out, plan)
        put(legs.1, 1, to: &out, plan)
        put(legs.2, 2, to: &out, plan)
        put(legs.3, 3, to: &out, plan)
        out.put("]}}")
    }

    @inline(__always) private func put(
        _ leg: Int32, _ place: Int, to out: inout ByteWriter, _ plan: borrowing PassengerPlan
    ) {
        guard leg != SimulatedLeg.none else { return }
        if place > 0 { out.put8(0x2C) }
        plan.putText(leg, to: &out)
        let seat = bits >> UInt64(8 + 8 * place)
        // A new seat is what most changes are about.
        let row = Int(seat & 31) + (kind == .changed ? 2 : 1)
        out.put(seat & 31 < 4 ? "C\",\"seat\":\"" : "Y\",\"seat\":\"")
        if row >= 10 { out.put8(0x30 + UInt8(row / 10)) }
        out.put8(0x30 + UInt8(row % 10))
        out.put8(0x41 + UInt8(seat >> 5 & 3))
        out.put("\"}")
    }
}
