/// A cluster as its brokers describe it.
public struct ClusterDescription: Sendable, Equatable {
    /// The id the cluster was formatted with, nil where it does not tell.
    public let id: String?
    /// In order of their ids.
    public let brokers: [Broker]
    /// The broker that takes changes, nil while there is none.
    public let controller: Int32?
}

/// One broker and where clients reach it.
public struct Broker: Sendable, Hashable {
    public let id: Int32
    public let host: String
    public let port: Int
}

/// A topic and its partitions as the brokers know them.
public struct TopicDescription: Sendable, Equatable {
    public let name: String
    /// In order of their ids.
    public let partitions: [PartitionDescription]
    /// Why the topic cannot be described, for example for want of rights.
    public let error: KafkaError?

    /// Copies of each partition, as the first one has them; 0 without partitions.
    public var replicationFactor: Int { partitions.first?.replicas.count ?? 0 }
}

/// One partition and the brokers that hold it.
public struct PartitionDescription: Sendable, Hashable {
    public let id: Int32
    /// Nil while there is none, so that nothing can be read or written.
    public let leader: Int32?
    public let replicas: [Int32]
    public let inSync: [Int32]
}
