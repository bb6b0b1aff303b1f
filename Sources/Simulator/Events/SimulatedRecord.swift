public import DisruptionCore

/// The input topic that a record is for.
public enum SimulatedTopic: Int, Sendable, CaseIterable {
    case flightEvents, externalData, passengerEvents

    /// The logical name, e.g. `flight.events`.
    public var name: String {
        switch self {
        case .flightEvents: "flight.events"
        case .externalData: "external.data"
        case .passengerEvents: "passenger.events"
        }
    }
}

/// One record as it goes to an input topic; its bytes are valid until the simulation is asked for the next one.
public struct SimulatedRecord {
    public let topic: SimulatedTopic
    /// The envelope's `timestamp`; records come in rising order of it.
    public let time: Instant
    /// The leg_id, station or booking_id.
    public let key: UnsafeRawBufferPointer
    /// The JSON envelope.
    public let value: UnsafeRawBufferPointer
}
