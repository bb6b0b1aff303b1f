/// The aircraft's side of a movement that is 15 or more minutes late: by it an airport finds the arrival that made a
/// departure late.
struct LateTurn: Equatable {
    var tail: Tail
    /// Of an arrival: in-block. Of a departure: the latest in-block that makes it no later, which is scheduled
    /// departure less the least turn.
    var at: Instant
    /// Of an arrival: where the flight came from; none of a departure.
    var from = AirportCode.none

    /// Tail u64, signed varint of minutes relative to the event time, origin u32.
    func encode(into writer: inout ByteWriter, eventTime: Instant) {
        writer.put(tail.packed)
        writer.putSigned(Int64(at.minutes(since: eventTime)))
        writer.put(UInt32(truncatingIfNeeded: from.packed))
    }

    init(tail: Tail, at: Instant, from: AirportCode = .none) {
        (self.tail, self.at, self.from) = (tail, at, from)
    }

    init(eventTime: Instant, reading reader: inout ByteReader) {
        tail = Tail(packed: reader.read())
        at = eventTime.adding(minutes: Int64(Int32(clamping: reader.readSigned())))
        from = AirportCode(packed: UInt64(reader.read(UInt32.self)))
    }
}
