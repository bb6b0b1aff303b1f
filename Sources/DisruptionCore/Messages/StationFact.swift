/// Types of events on external.data; raw values stand in the log and never change.
public enum StationEventType: UInt8, CaseIterable, Sendable {
    case metar = 1, taf, observation, program
}

/// What external.data says of one airport: a raw report, or the fields of an observation or program as compact JSON.
/// Goes to the airport's entity. Views are valid while the record is processed.
public struct StationFact {
    public var airport: AirportCode
    public var type: StationEventType
    public var eventTime: Instant
    public var eventHash: UInt64
    public var source: UnsafeRawBufferPointer
    public var eventID: UnsafeRawBufferPointer
    public var correlationID: UnsafeRawBufferPointer
    /// METAR, TAF: the report as it came. Others: a compact JSON object of the known fields.
    public var content: UnsafeRawBufferPointer

    public init(
        airport: AirportCode, type: StationEventType, eventTime: Instant, eventHash: UInt64,
        source: UnsafeRawBufferPointer, eventID: UnsafeRawBufferPointer, correlationID: UnsafeRawBufferPointer,
        content: UnsafeRawBufferPointer
    ) {
        self.airport = airport
        self.type = type
        self.eventTime = eventTime
        self.eventHash = eventHash
        self.source = source
        self.eventID = eventID
        self.correlationID = correlationID
        self.content = content
    }

    public func encodeBody(into writer: inout ByteWriter) {
        writer.put8(type.rawValue)
        writer.put(eventHash)
        writer.putCounted(source)
        writer.putCounted(eventID)
        writer.putCounted(correlationID)
        writer.putCounted(content)
    }

    /// - Returns: nil when the bytes are no body of this format.
    public init?(airport: AirportCode, eventTime: Instant, reading reader: inout ByteReader) {
        guard let type = StationEventType(rawValue: reader.read(UInt8.self)) else { return nil }
        self.init(
            airport: airport, type: type, eventTime: eventTime, eventHash: reader.read(), source: reader.readCounted(),
            eventID: reader.readCounted(), correlationID: reader.readCounted(), content: reader.readCounted())
        if reader.failed { return nil }
    }
}
