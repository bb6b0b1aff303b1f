public import DisruptionCore

/// The topics whose events are facts for the core.
public enum InputTopic: UInt8, CaseIterable, Sendable {
    case flightEvents, externalData, passengerEvents

    /// The logical name.
    public var name: StaticString {
        switch self {
        case .flightEvents: "flight.events"
        case .externalData: "external.data"
        case .passengerEvents: "passenger.events"
        }
    }

    /// The topic as a source of frames.
    @inlinable public var source: SourceTopic {
        switch self {
        case .flightEvents: .flightEvents
        case .externalData: .externalData
        case .passengerEvents: .passengerEvents
        }
    }
}
