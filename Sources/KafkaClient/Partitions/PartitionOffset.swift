/// A place in a partition, and for commits the text kept with it.
public struct PartitionOffset: Hashable, Sendable, CustomStringConvertible {
    public var partition: TopicPartition
    public var offset: Offset
    /// Text stored by the group coordinator beside the offset (at most 4096 bytes by the broker's default).
    public var metadata: String?

    public init(_ partition: TopicPartition, _ offset: Offset, metadata: String? = nil) {
        self.partition = partition
        self.offset = offset
        self.metadata = metadata
    }

    /// The offset as a number: the next record to read.
    public init(_ topic: String, _ partition: Int32, at offset: Int64, metadata: String? = nil) {
        self.init(TopicPartition(topic, partition), .at(offset), metadata: metadata)
    }

    public var description: String { "\(partition)@\(offset)" }
}
