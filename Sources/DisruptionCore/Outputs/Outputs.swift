/// What an engine says to the outside while it processes a record; the owner takes it and commits it with the position.
public struct Outputs: Sendable {
    public var disruptions: [DisruptionVersion] = []
    public var late: [LateFact] = []

    public var isEmpty: Bool { disruptions.isEmpty && late.isEmpty }

    public mutating func removeAll() {
        disruptions.removeAll(keepingCapacity: true)
        late.removeAll(keepingCapacity: true)
    }
}

/// A fact for an entity that is forgotten: it had no effect, and becomes a dead letter. Its record is read again at its
/// place.
public struct LateFact: Sendable, Equatable {
    public var topic: SourceTopic
    public var partition: Int
    public var offset: Int64
    /// Kafka timestamp of the record.
    public var recordedAt: Instant
    public var eventTime: Instant
    public var eventID: String
    /// What is forgotten, e.g. a `leg_id`.
    public var subject: String
    public var forgottenAt: Instant
}
