/// The fields of every event's envelope; the raw value is the field's slot.
enum EnvelopeField: UInt8, CaseIterable, EventField {
    case eventID, eventType, timestamp, source, payload, schemaVersion, correlationID

    static let count = 7
    static let names: [StaticString] = [
        "event_id", "event_type", "timestamp", "source", "payload", "schema_version", "correlation_id",
    ]

    var name: StaticString { EnvelopeField.names[Int(rawValue)] }
    var isInPayload: Bool { false }
}

/// A field that an event may have; the raw value is its slot.
protocol EventField: RawRepresentable<UInt8> {
    var name: StaticString { get }
    /// Whether it stands in the payload rather than in the envelope.
    var isInPayload: Bool { get }
}

extension EventField {
    /// The field's bit among the fields present.
    @inline(__always) var bit: UInt64 { 1 << UInt64(rawValue) }
}
