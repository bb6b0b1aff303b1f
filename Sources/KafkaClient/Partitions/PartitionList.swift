import CLibrdkafka
import Glibc

/// The owner of a C list of partitions: a list that is never destroyed makes the client's destruction wait for ever.
struct PartitionList: ~Copyable {
    let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    /// Takes over a list that librdkafka handed out.
    init(owning pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) {
        self.pointer = pointer
    }

    init(_ partitions: [TopicPartition]) {
        pointer = rd_kafka_topic_partition_list_new(Int32(clamping: partitions.count))
        for partition in partitions {
            rd_kafka_topic_partition_list_add(pointer, partition.topic, partition.partition)
        }
    }

    init(_ offsets: [PartitionOffset]) {
        pointer = rd_kafka_topic_partition_list_new(Int32(clamping: offsets.count))
        for offset in offsets {
            let partition = offset.partition
            guard let entry = rd_kafka_topic_partition_list_add(pointer, partition.topic, partition.partition) else {
                continue
            }
            entry.pointee.offset = offset.offset.raw
            guard let metadata = offset.metadata, let copy = strdup(metadata) else { continue }
            // librdkafka frees it with the list.
            entry.pointee.metadata = UnsafeMutableRawPointer(copy)
            entry.pointee.metadata_size = strlen(copy)
        }
    }

    init(topics: [String]) {
        pointer = rd_kafka_topic_partition_list_new(Int32(clamping: topics.count))
        for topic in topics { rd_kafka_topic_partition_list_add(pointer, topic, RD_KAFKA_PARTITION_UA) }
    }

    deinit {
        rd_kafka_topic_partition_list_destroy(pointer)
    }

    var partitions: [TopicPartition] { Self.partitions(of: pointer) }

    var offsets: [PartitionOffset] { Self.offsets(of: pointer) }

    /// The entries on which librdkafka set no error.
    var answered: [PartitionOffset] {
        Self.entries(of: pointer).filter { $0.err == RD_KAFKA_RESP_ERR_NO_ERROR }.map { PartitionOffset($0) }
    }

    /// Throws the first error that librdkafka set on an entry.
    func checkEntries(_ operation: String) throws(KafkaError) {
        try Self.checkEntries(of: pointer, operation)
    }

    /// The partitions of a list owned by somebody else.
    static func partitions(
        of list: UnsafePointer<rd_kafka_topic_partition_list_t>?
    ) -> [TopicPartition] {
        offsets(of: list).map(\.partition)
    }

    /// The partitions and offsets of a list owned by somebody else.
    static func offsets(of list: UnsafePointer<rd_kafka_topic_partition_list_t>?) -> [PartitionOffset] {
        entries(of: list).map { PartitionOffset($0) }
    }

    static func checkEntries(
        of list: UnsafePointer<rd_kafka_topic_partition_list_t>?, _ operation: String
    ) throws(KafkaError) {
        for entry in entries(of: list) where entry.err != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw KafkaError(entry.err, operation, PartitionOffset(entry).partition.description)
        }
    }

    private static func entries(
        of list: UnsafePointer<rd_kafka_topic_partition_list_t>?
    ) -> UnsafeBufferPointer<rd_kafka_topic_partition_t> {
        guard let list else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt))
    }
}

extension PartitionOffset {
    init(_ entry: rd_kafka_topic_partition_t) {
        var metadata: String?
        if let bytes = entry.metadata, entry.metadata_size > 0 {
            metadata = String(
                decoding: UnsafeRawBufferPointer(start: bytes, count: entry.metadata_size), as: UTF8.self)
        }
        self.init(
            TopicPartition(entry.topic.map { String(cString: $0) } ?? "", entry.partition), Offset(raw: entry.offset),
            metadata: metadata)
    }
}
