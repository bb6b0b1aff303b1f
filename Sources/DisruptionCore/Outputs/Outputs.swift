/// What an engine says to the outside while it processes a record; the owner takes it and commits it with the position.
public struct Outputs: Sendable {
    public var disruptions: [DisruptionVersion] = []
    public var notifications: [PassengerNotification] = []
    public var refused: [RefusedFact] = []
    /// Only where the owner of the engine wants them.
    public var predictions: [RotationPrediction] = []

    public var isEmpty: Bool {
        disruptions.isEmpty && notifications.isEmpty && refused.isEmpty && predictions.isEmpty
    }

    public mutating func removeAll() {
        disruptions.removeAll(keepingCapacity: true)
        // Each holds its booking's memory, and a record may tell very many.
        notifications.removeAll()
        refused.removeAll(keepingCapacity: true)
        predictions.removeAll(keepingCapacity: true)
    }
}

/// A fact that had no effect, and becomes a dead letter. Its record is read again at its place.
public struct RefusedFact: Sendable, Equatable {
    public enum Why: Sendable, Equatable {
        /// Its entity is forgotten.
        case late(forgottenAt: Instant)
        /// Its entity would be one more than a partition remembers.
        case noRoom(limit: Int)
        /// It stays applied, but a flight that it names was never announced.
        case unknownFlight(LegKey)

        public var reason: DeadLetterReason {
            switch self {
            case .late: .late
            case .noRoom: .noRoom
            case .unknownFlight: .unknownFlight
            }
        }
    }

    public var topic: SourceTopic
    public var partition: Int
    public var offset: Int64
    /// Kafka timestamp of the record.
    public var recordedAt: Instant
    public var eventTime: Instant
    public var eventID: String
    /// What it is about, e.g. a `leg_id`.
    public var subject: String
    public var why: Why
}
