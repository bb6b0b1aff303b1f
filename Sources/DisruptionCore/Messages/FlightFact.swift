/// What one flight event says of one leg, after validation. Text is a view into the record that carries it, valid while
/// the record is processed.
public struct FlightFact {
    public var leg: LegKey
    public var type: FlightEventType
    /// When the source learned or published it.
    public var eventTime: Instant
    /// Hash of the whole event id: the leg remembers it to drop duplicates.
    public var eventHash: UInt64
    /// Kafka timestamp of the record; the event time unless set.
    public var recordedAt: Instant
    public var source: UnsafeRawBufferPointer
    public var eventID: UnsafeRawBufferPointer
    /// Empty where the event has none.
    public var correlationID: UnsafeRawBufferPointer

    /// Bit i: `FlightField(rawValue: i)` is present; bit 18 + i: `FlightText(rawValue: i)`.
    public private(set) var present: UInt32 = 0
    public private(set) var numbers = InlineArray<18, Int64>(repeating: 0)
    public private(set) var texts = InlineArray<6, UnsafeRawBufferPointer>(repeating: .init(start: nil, count: 0))
    /// The gate before a change of gates: no word on what it is now. Empty where the event has none.
    public var formerGate = UnsafeRawBufferPointer(start: nil, count: 0)

    /// Stands for an airport in `divertedTo`: the leg is diverted, and nobody says where to. Its text is empty.
    public static let unstatedAirport: Int64 = 63 << 18
    /// Bit of the encoded mask of fields: a former gate follows the texts.
    static let formerGateBit: UInt64 = 1 << 24

    @inlinable public init(
        leg: LegKey, type: FlightEventType, eventTime: Instant, eventHash: UInt64, source: UnsafeRawBufferPointer,
        eventID: UnsafeRawBufferPointer, correlationID: UnsafeRawBufferPointer
    ) {
        self.leg = leg
        self.type = type
        self.eventTime = eventTime
        self.eventHash = eventHash
        self.source = source
        recordedAt = eventTime
        self.eventID = eventID
        self.correlationID = correlationID
    }

    public mutating func set(_ field: FlightField, _ value: Int64) {
        present |= 1 << UInt32(field.rawValue)
        numbers[Int(field.rawValue)] = value
    }

    public mutating func set(_ field: FlightField, _ value: Instant) { set(field, value.ms) }

    public mutating func set(_ text: FlightText, _ value: UnsafeRawBufferPointer) {
        present |= 1 << (18 + UInt32(text.rawValue))
        texts[Int(text.rawValue)] = value
    }

    public func has(_ field: FlightField) -> Bool { present >> UInt32(field.rawValue) & 1 == 1 }
    public func has(_ text: FlightText) -> Bool { present >> (18 + UInt32(text.rawValue)) & 1 == 1 }

    /// The value of a field, nil where the event does not have it.
    public subscript(field: FlightField) -> Int64? { has(field) ? numbers.span[Int(field.rawValue)] : nil }
    public subscript(text: FlightText) -> UnsafeRawBufferPointer? { has(text) ? texts.span[Int(text.rawValue)] : nil }

    /// Writes all but leg and event time, which stand in the message's head. Times are milliseconds from the event
    /// time.
    /// - Parameter recorded: Kafka timestamp of the record, in place of `recordedAt`.
    public func encodeBody(recordedAt recorded: Instant? = nil, into writer: inout ByteWriter) {
        writer.put8(type.rawValue)
        writer.putVarint(UInt64(present) | (formerGate.isEmpty ? 0 : FlightFact.formerGateBit))
        writer.put(eventHash)
        writer.putSigned((recorded ?? recordedAt).ms &- eventTime.ms)
        writer.putCounted(source)
        writer.putCounted(eventID)
        writer.putCounted(correlationID)
        var rest = present & 0x3_FFFF
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            rest &= rest - 1
            let value = numbers.span[bit]
            writer.putSigned(bit <= 7 || bit == 15 ? value &- eventTime.ms : value)
        }
        rest = present >> 18
        while rest != 0 {
            writer.putCounted(texts.span[rest.trailingZeroBitCount])
            rest &= rest - 1
        }
        if !formerGate.isEmpty { writer.putCounted(formerGate) }
    }

    /// - Returns: nil when the bytes are no body of this format.
    public init?(leg: LegKey, eventTime: Instant, reading reader: inout ByteReader) {
        guard let head = FlightFactHead(eventTime: eventTime, reading: &reader) else { return nil }
        self.init(
            leg: leg, type: head.type, eventTime: eventTime, eventHash: head.eventHash, source: head.source,
            eventID: head.eventID, correlationID: head.correlationID)
        recordedAt = head.recordedAt
        head.forEachNumber(&reader) { set($0, $1) }
        head.forEachText(&reader) { set($0, $1) }
        if head.hasFormerGate { formerGate = reader.readCounted() }
        if reader.failed { return nil }
    }
}
