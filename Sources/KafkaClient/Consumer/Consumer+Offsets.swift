import CLibrdkafka

/// Positions, commits and what the brokers know of offsets. All of these block up to their time-out.
extension Consumer {
    /// The offsets and metadata the group has committed; ``Offset/none`` where there is no commit. With
    /// `isolation.level` read_committed it waits for transactions that are under way.
    public func committed(
        _ partitions: [TopicPartition], timeout: Duration
    ) throws(KafkaError) -> [PartitionOffset] {
        let list = PartitionList(partitions)
        try KafkaError.check(
            rd_kafka_committed(handle.client, list.pointer, timeout.wholeMilliseconds), "read committed offsets")
        try list.checkEntries("read committed offset of")
        return list.offsets
    }

    /// Commits offsets for the group and waits for the answer. Not for positions that belong in a transaction.
    public func commit(_ offsets: [PartitionOffset]) throws(KafkaError) {
        let list = PartitionList(offsets)
        try KafkaError.check(rd_kafka_commit(handle.client, list.pointer, 0), "commit offsets")
    }

    /// The first and the next offset of a partition, asked of the broker. For a read_committed consumer the high one is
    /// the last stable offset: ListOffsets carries the isolation level.
    public func watermarks(of partition: TopicPartition, timeout: Duration) throws(KafkaError) -> OffsetRange {
        var low: Int64 = 0
        var high: Int64 = 0
        try KafkaError.check(
            rd_kafka_query_watermark_offsets(
                handle.client, partition.topic, partition.partition, &low, &high, timeout.wholeMilliseconds),
            "ask for offsets of", partition.description)
        return OffsetRange(low: low, high: high)
    }

    /// The same of some partitions, asked with two requests to each broker.
    /// - Throws: also where one of them is not answered in time.
    public func ranges(
        of partitions: [TopicPartition], timeout: Duration
    ) throws(KafkaError) -> [TopicPartition: OffsetRange] {
        let lows = try bounds(.beginning, of: partitions, timeout: timeout)
        let highs = try bounds(.end, of: partitions, timeout: timeout)
        var ranges: [TopicPartition: OffsetRange] = [:]
        for partition in partitions {
            guard let low = lows[partition], let high = highs[partition] else {
                throw KafkaError(code: .timedOut, operation: "ask for offsets of", subject: partition.description)
            }
            ranges[partition] = OffsetRange(low: low, high: high)
        }
        return ranges
    }

    /// The next offsets of some partitions, asked of the brokers with one request to each; for a read_committed
    /// consumer the last stable ones. Partitions whose broker does not answer are left out.
    public func ends(
        of partitions: [TopicPartition], timeout: Duration
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        try bounds(.end, of: partitions, timeout: timeout)
    }

    private func bounds(
        _ bound: Offset, of partitions: [TopicPartition], timeout: Duration
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        if partitions.isEmpty { return [:] }
        // In Kafka's protocol the end of a partition is the offset of the time -1, its beginning that of -2.
        let list = PartitionList(partitions.map { PartitionOffset($0, bound) })
        try KafkaError.check(
            rd_kafka_offsets_for_times(handle.client, list.pointer, timeout.wholeMilliseconds),
            "ask for offsets of", partitions.count == 1 ? partitions[0].description : "\(partitions.count) partitions")
        var offsets: [TopicPartition: Int64] = [:]
        for entry in list.answered { offsets[entry.partition] = entry.offset.number }
        return offsets
    }

    /// Both from the last fetch response, without asking: the high one is the high watermark, whatever the
    /// isolation level. Nil before the first response. The last stable offset of a fetch is only in the statistics
    /// (`ls_offset`).
    public func cachedWatermarks(of partition: TopicPartition) -> OffsetRange? {
        var low: Int64 = 0
        var high: Int64 = 0
        let code = rd_kafka_get_watermark_offsets(handle.client, partition.topic, partition.partition, &low, &high)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, high >= 0 else { return nil }
        return OffsetRange(low: max(low, 0), high: high)
    }

    /// For each partition the first offset whose timestamp is at or after a time; ``Offset/end`` where there is none.
    ///
    /// - Parameter milliseconds: since 1970 UTC.
    public func offsets(
        of partitions: [TopicPartition], atOrAfter milliseconds: Int64, timeout: Duration
    ) throws(KafkaError) -> [PartitionOffset] {
        let list = PartitionList(partitions.map { PartitionOffset($0, .at(milliseconds)) })
        try KafkaError.check(
            rd_kafka_offsets_for_times(handle.client, list.pointer, timeout.wholeMilliseconds),
            "look up offsets by time")
        try list.checkEntries("look up offset by time of")
        return list.offsets
    }

    /// Goes on at another offset; what was fetched and not drained is dropped.
    public func seek(_ offset: PartitionOffset, timeout: Duration) throws(KafkaError) {
        queues[offset.partition]?.forgetPosition()
        let list = PartitionList([offset])
        try KafkaError.check(
            rd_kafka_seek_partitions(handle.client, list.pointer, timeout.wholeMilliseconds), "seek", "\(offset)")
        try list.checkEntries("seek in")
    }

    /// Stops fetching. What was prefetched is dropped and fetched again later, so for a short pause it is better just
    /// not to drain the queue.
    public func pause(_ partitions: [TopicPartition]) throws(KafkaError) {
        let list = PartitionList(partitions)
        try KafkaError.check(rd_kafka_pause_partitions(handle.client, list.pointer), "pause")
        try list.checkEntries("pause")
    }

    /// Goes on fetching after the last record drained.
    public func resume(_ partitions: [TopicPartition]) throws(KafkaError) {
        let list = PartitionList(partitions)
        try KafkaError.check(rd_kafka_resume_partitions(handle.client, list.pointer), "resume")
        try list.checkEntries("resume")
    }

    /// Who this consumer is in its group now. Taken when a transaction begins, so that offsets sent after a rebalance
    /// are refused.
    public func groupMetadata() throws(KafkaError) -> GroupMetadata {
        guard let metadata = rd_kafka_consumer_group_metadata(handle.client) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__UNKNOWN_GROUP, "read group metadata")
        }
        return GroupMetadata(owning: metadata)
    }

    /// The id the coordinator gave this member; empty before it has joined.
    public var memberID: String {
        guard let text = rd_kafka_memberid(handle.client) else { return "" }
        defer { rd_kafka_mem_free(handle.client, text) }
        return String(cString: text)
    }

    /// Learns the leaders of these topics, so that a following assignment starts at once instead of after half a
    /// second.
    public func warm(_ topics: [String], timeout: Duration) throws(KafkaError) {
        let deadline = Deadline(within: timeout)
        for topic in topics {
            guard let reference = rd_kafka_topic_new(handle.client, topic, nil) else {
                throw KafkaError(rd_kafka_last_error(), "open topic", topic)
            }
            defer { rd_kafka_topic_destroy(reference) }
            var metadata: UnsafePointer<rd_kafka_metadata>?
            try KafkaError.check(
                rd_kafka_metadata(handle.client, 0, reference, &metadata, deadline.milliseconds), "read metadata of",
                topic)
            if let metadata { rd_kafka_metadata_destroy(metadata) }
        }
    }
}

/// The offsets a partition has: `low` is the first record's, `high` the next to be written.
public struct OffsetRange: Sendable, Hashable {
    public let low: Int64
    public let high: Int64

    public init(low: Int64, high: Int64) {
        self.low = low
        self.high = high
    }

    /// How many offsets there are, those of compacted records and of markers included.
    public var count: Int64 { high - low }
}
