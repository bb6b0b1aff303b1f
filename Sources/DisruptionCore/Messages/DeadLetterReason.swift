/// Why a record is a dead letter: the closed list of `dlq.reason`.
public enum DeadLetterReason: UInt8, CaseIterable, Sendable {
    /// No JSON, no object, or empty.
    case malformedJSON
    /// An event type that the topic does not know.
    case unknownEventType
    /// A required field is absent or null.
    case missingField
    /// A field of the wrong type, form or range.
    case badValue
    /// More bytes than an event may have.
    case tooLarge
    /// Event time too far ahead of the record's own Kafka timestamp.
    case clockSkew
    /// Its leg or booking is forgotten; nothing was applied.
    case late
    /// It speaks of a flight that nobody announced.
    case unknownFlight
    /// The registry has no such schema.
    case schemaNotFound
    /// It would make more legs or bookings than are remembered; nothing was applied.
    case noRoom

    /// The word in the header.
    public var name: StaticString {
        switch self {
        case .malformedJSON: "MALFORMED_JSON"
        case .unknownEventType: "UNKNOWN_EVENT_TYPE"
        case .missingField: "MISSING_FIELD"
        case .badValue: "BAD_VALUE"
        case .tooLarge: "TOO_LARGE"
        case .clockSkew: "CLOCK_SKEW"
        case .late: "LATE"
        case .unknownFlight: "UNKNOWN_FLIGHT"
        case .schemaNotFound: "SCHEMA_NOT_FOUND"
        case .noRoom: "NO_ROOM"
        }
    }
}
