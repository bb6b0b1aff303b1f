/// The head of a flight fact's body; the fields that it names follow in the reader: numbers, then texts, each by rising
/// raw value. For taking a fact in without making it whole first.
struct FlightFactHead {
    let type: FlightEventType
    let eventTime: Instant
    let eventHash: UInt64
    /// Kafka timestamp of the record.
    let recordedAt: Instant
    let source: UnsafeRawBufferPointer
    let eventID: UnsafeRawBufferPointer
    let correlationID: UnsafeRawBufferPointer
    /// As in `FlightFact`.
    let present: UInt32
    /// A former gate follows the texts.
    let hasFormerGate: Bool

    /// - Returns: nil when the bytes are no head of this format.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        guard let type = FlightEventType(rawValue: reader.read(UInt8.self)) else { return nil }
        let mask = reader.readVarint()
        guard mask < FlightFact.formerGateBit << 1 else { return nil }
        self.type = type
        self.eventTime = eventTime
        present = UInt32(mask & (FlightFact.formerGateBit - 1))
        hasFormerGate = mask & FlightFact.formerGateBit != 0
        eventHash = reader.read()
        recordedAt = Instant(ms: eventTime.ms &+ reader.readSigned())
        source = reader.readCounted()
        eventID = reader.readCounted()
        correlationID = reader.readCounted()
        if reader.failed { return nil }
    }

    func has(_ field: FlightField) -> Bool { present >> UInt32(field.rawValue) & 1 == 1 }

    /// Calls `body` with each number; to be called before the texts.
    @inline(__always)
    func forEachNumber(_ reader: inout ByteReader, _ body: (FlightField, Int64) -> Void) {
        var rest = present & 0x3_FFFF
        while rest != 0 {
            let bit = UInt8(truncatingIfNeeded: rest.trailingZeroBitCount)
            rest &= rest - 1
            let value = reader.readSigned()
            guard let field = FlightField(rawValue: bit) else { continue }
            body(field, field.isTime ? value &+ eventTime.ms : value)
        }
    }

    /// Calls `body` with each text, a view into the reader's bytes.
    @inline(__always)
    func forEachText(_ reader: inout ByteReader, _ body: (FlightText, UnsafeRawBufferPointer) -> Void) {
        var rest = present >> 18
        while rest != 0 {
            let bit = UInt8(truncatingIfNeeded: rest.trailingZeroBitCount)
            rest &= rest - 1
            let value = reader.readCounted()
            if let text = FlightText(rawValue: bit) { body(text, value) }
        }
    }
}
