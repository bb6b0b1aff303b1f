/// Leg → origin: how long it took, told when its day is over.
///
/// Body: flags u8 (bit 0 block, bit 1 taxi), carrier u32, destination u32, then signed varints of minutes of those that
/// the flags name.
struct LegFlown: Equatable {
    let carrier: CarrierCode
    let destination: AirportCode
    /// Actual less scheduled block time, minutes; nil where either is not known.
    var beyondBlock: Int32?
    /// From off-block to take-off, minutes; nil where that is not known.
    var taxiOut: Int32?

    /// A taxi that takes longer, minutes, is none. Source: EUROCONTROL PRU, Taxi-out performance indicator (2015).
    static let taxiMinutesMax: Int32 = 300
    /// A block that is further from its schedule, minutes, is a wrong time.
    static let beyondBlockMax: Int32 = 720

    init(carrier: CarrierCode, destination: AirportCode) {
        self.carrier = carrier
        self.destination = destination
    }

    /// What a leg teaches.
    /// - Returns: nil where it teaches nothing: it was not flown to where it was to go, or its times are not known.
    init?(_ view: LegView, of key: LegKey) {
        guard !view.isCancelled, view.divertedTo.isNone, let out = view.actualDeparture else { return nil }
        self.init(carrier: key.flight.carrier, destination: view.destination)
        if let arrival = view.actualArrival, let from = view.scheduledDeparture, let to = view.scheduledArrival {
            let beyond = arrival.minutes(since: out) &- to.minutes(since: from)
            if abs(Int64(beyond)) <= Int64(LegFlown.beyondBlockMax), !destination.isNone { beyondBlock = beyond }
        }
        if let off = view.actualTakeoff {
            let minutes = off.minutes(since: out)
            if (0...LegFlown.taxiMinutesMax).contains(minutes) { taxiOut = minutes }
        }
        if beyondBlock == nil, taxiOut == nil { return nil }
    }

    func encode(into writer: inout ByteWriter) {
        writer.put8((beyondBlock == nil ? 0 : 1) | (taxiOut == nil ? 0 : 2))
        writer.put(UInt32(truncatingIfNeeded: carrier.packed))
        writer.put(UInt32(truncatingIfNeeded: destination.packed))
        for minutes in [beyondBlock, taxiOut] {
            if let minutes { writer.putSigned(Int64(minutes)) }
        }
    }

    /// - Returns: nil when the bytes say nothing of a leg.
    init?(reading reader: inout ByteReader) {
        let flags: UInt8 = reader.read()
        guard (1...3).contains(flags) else { return nil }
        self.init(
            carrier: CarrierCode(packed: UInt64(reader.read(UInt32.self))),
            destination: AirportCode(packed: UInt64(reader.read(UInt32.self))))
        if flags & 1 != 0 { beyondBlock = Int32(clamping: reader.readSigned()) }
        if flags & 2 != 0 { taxiOut = Int32(clamping: reader.readSigned()) }
        if reader.failed { return nil }
    }
}
