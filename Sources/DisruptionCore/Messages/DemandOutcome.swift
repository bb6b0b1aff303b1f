/// Leg → airline: how a departure came out, in place of what was told of it before.
///
/// Body: flags u8 (bits 0-1 before, 2-3 now), signed varint of the bin of scheduled departure relative to that of the
/// event time.
struct DemandOutcome {
    var before: DepartureOutcome
    var now: DepartureOutcome
    var due: QuarterHour

    init(before: DepartureOutcome, now: DepartureOutcome, due: QuarterHour) {
        (self.before, self.now, self.due) = (before, now, due)
    }

    func encode(into writer: inout ByteWriter, eventTime: Instant) {
        writer.put8(before.rawValue | now.rawValue << 2)
        writer.putSigned(Int64(due.index) - Int64(QuarterHour(containing: eventTime).index))
    }

    /// - Returns: nil when the bytes are no outcome.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        let flags: UInt8 = reader.read()
        guard let before = DepartureOutcome(rawValue: flags & 3), let now = DepartureOutcome(rawValue: flags >> 2 & 3)
        else { return nil }
        self.before = before
        self.now = now
        due = QuarterHour(containing: eventTime) + Int32(truncatingIfNeeded: reader.readSigned())
        if reader.failed { return nil }
    }
}
