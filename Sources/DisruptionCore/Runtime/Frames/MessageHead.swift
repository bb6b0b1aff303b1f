/// The head of one message: kind u8, entity key (leg 12 bytes, booking 16, aircraft 8, airport, airline and network 4),
/// origin and number varints, event time signed varint of milliseconds from the frame's base time, body length u32,
/// body.
public struct MessageHead {
    public var kind: MessageKind
    public var key: EntityKey
    /// Offset in the source of the record that caused it.
    public var origin: Int64
    /// Number among the messages that this record causes for this destination, from 0.
    public var number: UInt32
    public var eventTime: Instant
    public var bodyLength: Int

    /// Reads a head; the body follows at the reader's position.
    @inlinable public init(reading reader: inout ByteReader, base: FrameHeader) throws(FrameError) {
        guard let kind = MessageKind(rawValue: reader.read(UInt8.self)) else { throw .malformed }
        self.kind = kind
        key = MessageHead.readKey(kind.entity, &reader)
        origin = base.baseOrigin &+ Int64(bitPattern: reader.readVarint())
        number = UInt32(truncatingIfNeeded: reader.readVarint())
        eventTime = Instant(ms: base.baseTime.ms &+ reader.readSigned())
        bodyLength = Int(reader.read(UInt32.self))
        guard !reader.failed, bodyLength <= reader.remaining else { throw .truncated }
    }

    @inline(__always) @inlinable static func readKey(_ entity: EntityKind, _ reader: inout ByteReader) -> EntityKey {
        switch entity {
        case .leg:
            let high: UInt64 = reader.read()
            return EntityKey(kind: .leg, high: high, low: UInt64(reader.read(UInt32.self)))
        case .booking:
            let high: UInt64 = reader.read()
            return EntityKey(kind: .booking, high: high, low: reader.read())
        case .aircraft: return EntityKey(kind: .aircraft, high: reader.read(), low: 0)
        case .airport, .airline, .network:
            return EntityKey(kind: entity, high: UInt64(reader.read(UInt32.self)), low: 0)
        }
    }

    @inlinable static func putKey(_ key: EntityKey, into writer: inout ByteWriter) {
        switch key.kind {
        case .leg:
            writer.put(key.high)
            writer.put(UInt32(truncatingIfNeeded: key.low))
        case .booking:
            writer.put(key.high)
            writer.put(key.low)
        case .aircraft: writer.put(key.high)
        case .airport, .airline, .network: writer.put(UInt32(truncatingIfNeeded: key.high))
        }
    }
}
