import CLibrdkafka

/// Where a keyed record goes, the same as Java's default: so that producers and readers in other languages agree.
public enum Partitioner {
    /// The setting every producer gets: murmur2 of the key, null keys at random.
    static let setting = "murmur2_random"

    /// The partition of a key.
    ///
    /// - Parameter partitionCount: at least 1.
    ///
    /// Source: Kafka's `Utils.murmur2` with the sign bit cleared, modulo the partition count (BuiltInPartitioner).
    public static func partition(forKey key: UnsafeRawBufferPointer, partitionCount: Int32) -> Int32 {
        precondition(partitionCount > 0, "a topic has at least one partition")
        return rd_kafka_msg_partitioner_murmur2(nil, key.baseAddress, key.count, partitionCount, nil, nil)
    }
}
