/// Leg → destination: a departure towards it came out late or cancelled, or does so no longer.
///
/// Body: carrier u32, flags u8 (bits 0-1 before, 2-3 now), signed varint of the bin of scheduled departure relative to
/// that of the event time, which is the instant at which the bin settles that takes it.
struct InboundOutcome {
    var carrier: CarrierCode
    var before: DepartureOutcome
    var now: DepartureOutcome
    var due: QuarterHour

    func encode(into writer: inout ByteWriter, eventTime: Instant) {
        writer.put(UInt32(truncatingIfNeeded: carrier.packed))
        writer.put8(before.rawValue | now.rawValue << 2)
        writer.put(due, from: QuarterHour(containing: eventTime))
    }
}

extension InboundOutcome {
    /// - Returns: nil when the bytes are no outcome.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        carrier = CarrierCode(packed: UInt64(reader.read(UInt32.self)))
        let flags: UInt8 = reader.read()
        guard let before = DepartureOutcome(rawValue: flags & 3), let now = DepartureOutcome(rawValue: flags >> 2 & 3)
        else { return nil }
        (self.before, self.now) = (before, now)
        due = reader.readBin(from: QuarterHour(containing: eventTime))
        if reader.failed { return nil }
    }
}
