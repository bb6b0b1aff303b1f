/// What a consumer group's coordinator or librdkafka has to say to the owner of a consumer.
public enum ConsumerEvent: Sendable, Equatable {
    /// Partitions are given to this member. The owner answers with ``Consumer/assign(incrementally:)``, now or later,
    /// also when the list is empty. Until then librdkafka delivers no record of any partition.
    case assigned([TopicPartition])
    /// Partitions are to be given up. The owner ends its transactions and answers with
    /// ``Consumer/unassign(incrementally:)``; until then they are still its own, and nobody else gets them unless
    /// `max.poll.interval.ms` passes without a poll. Until then, too, no record of any partition is delivered.
    case revoked([TopicPartition])
    /// Partitions were taken away already, after a time-out or fencing: others may own them, so what is open must be
    /// aborted, not committed. Answered like ``revoked(_:)``.
    case lost([TopicPartition])
    /// Something went wrong that belongs to no call; unless ``KafkaError/isFatal``, librdkafka goes on by itself.
    case error(KafkaError)
}
