/// What a cluster has of the declared topics.
struct ObservedCluster: Sendable, Equatable {
    /// Brokers that the cluster names.
    var brokers: Int
    /// Largest batch of records that a topic takes when nothing else is said of it, in bytes (`message.max.bytes`).
    var recordBytesMax = ObservedCluster.kafkaRecordBytesMax
    /// By the names that they have on the cluster; other topics may be there and do no harm.
    var topics: [String: ObservedTopic] = [:]

    /// Source: Apache Kafka 4, broker configuration `message.max.bytes`, its default.
    static let kafkaRecordBytesMax = 1_048_588
}

/// A topic as it is on a cluster.
struct ObservedTopic: Sendable, Equatable {
    var partitions: Int
    var replicationFactor: Int
    /// What is in force, by Kafka's names, whoever set it.
    var settings: [String: String]
}
