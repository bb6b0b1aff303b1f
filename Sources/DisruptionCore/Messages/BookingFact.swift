/// Types of events on passenger.events; raw values stand in the log and never change.
public enum BookingEventType: UInt8, CaseIterable, Sendable {
    case created = 1, changed, cancelled, checkedIn
}

/// What one passenger event says of one booking. Goes to the booking's entity. Views are valid while the record is
/// processed.
public struct BookingFact {
    public var type: BookingEventType
    public var eventTime: Instant
    public var eventHash: UInt64
    public var bookingID: UnsafeRawBufferPointer
    /// The latest flight date of its segments, as days since 1970-01-01: the booking is forgotten with that leg.
    public var lastDate: CalendarDate
    /// Kafka timestamp of the record; the event time unless set.
    public var recordedAt: Instant
    public var source: UnsafeRawBufferPointer
    public var eventID: UnsafeRawBufferPointer
    public var correlationID: UnsafeRawBufferPointer
    /// A `Trip`: ids only, never names, addresses or phone numbers; of a check-in the passenger's id, counted, and the
    /// leg; of a cancellation empty where it does not repeat the booking.
    public var content: UnsafeRawBufferPointer

    public init(
        type: BookingEventType, eventTime: Instant, eventHash: UInt64, bookingID: UnsafeRawBufferPointer,
        lastDate: CalendarDate, source: UnsafeRawBufferPointer, eventID: UnsafeRawBufferPointer,
        correlationID: UnsafeRawBufferPointer, content: UnsafeRawBufferPointer
    ) {
        self.type = type
        self.eventTime = eventTime
        self.eventHash = eventHash
        self.bookingID = bookingID
        self.lastDate = lastDate
        self.source = source
        recordedAt = eventTime
        self.eventID = eventID
        self.correlationID = correlationID
        self.content = content
    }

    /// The passenger of a check-in.
    public var passengerID: UnsafeRawBufferPointer {
        var reader = ByteReader(content)
        return reader.readCounted()
    }

    /// The leg of a check-in.
    public var leg: LegKey {
        var reader = ByteReader(content)
        _ = reader.readCounted()
        return LegKey(high: reader.read(), low: reader.read())
    }

    /// The entity of a booking: two independent hashes of its id.
    public var key: EntityKey {
        EntityKey(kind: .booking, high: Hash64.of(bookingID, seed: 1), low: Hash64.of(bookingID, seed: 2))
    }

    public func encodeBody(recordedAt recorded: Instant? = nil, into writer: inout ByteWriter) {
        writer.put8(type.rawValue)
        writer.put(eventHash)
        writer.putSigned((recorded ?? recordedAt).ms &- eventTime.ms)
        writer.putCounted(bookingID)
        writer.put(UInt16(truncatingIfNeeded: lastDate.days))
        writer.putCounted(source)
        writer.putCounted(eventID)
        writer.putCounted(correlationID)
        writer.putCounted(content)
    }

    /// - Returns: nil when the bytes are no body of this format.
    public init?(eventTime: Instant, reading reader: inout ByteReader) {
        guard let type = BookingEventType(rawValue: reader.read(UInt8.self)) else { return nil }
        let hash: UInt64 = reader.read()
        let recorded = reader.readSigned()
        let id = reader.readCounted()
        let date: UInt16 = reader.read()
        self.init(
            type: type, eventTime: eventTime, eventHash: hash, bookingID: id,
            lastDate: CalendarDate(days: Int32(date)), source: reader.readCounted(), eventID: reader.readCounted(),
            correlationID: reader.readCounted(), content: reader.readCounted())
        recordedAt = Instant(ms: eventTime.ms &+ recorded)
        if reader.failed { return nil }
    }
}
