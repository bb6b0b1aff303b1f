/// Aircraft → airport: a leg of it has left there, or come in. The event time is when that became known.
///
/// Body: u8 (1 came in, 0 left), signed varint of minutes.
struct MovementSeen: Equatable {
    var hasComeIn: Bool
    /// Of one that left, from schedule to off-block; of one that came in, actual less scheduled block.
    var minutes: Int32

    func encode(into writer: inout ByteWriter) {
        writer.put8(hasComeIn ? 1 : 0)
        writer.putSigned(Int64(minutes))
    }

    init(hasComeIn: Bool, minutes: Int32) {
        self.hasComeIn = hasComeIn
        self.minutes = minutes
    }

    /// - Returns: nil when the bytes are no movement.
    init?(reading reader: inout ByteReader) {
        let flag: UInt8 = reader.read()
        guard flag <= 1 else { return nil }
        hasComeIn = flag == 1
        minutes = Int32(clamping: reader.readSigned())
        if reader.failed { return nil }
    }
}
