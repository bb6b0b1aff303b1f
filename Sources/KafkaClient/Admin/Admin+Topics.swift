import CLibrdkafka
import Glibc

/// A topic to be made.
public struct NewTopic: Sendable, Hashable {
    public var name: String
    public var partitions: Int
    /// Copies of each partition; nil takes the broker's default.
    public var replicationFactor: Int?
    /// Topic settings such as `retention.ms`; the rest is the broker's default.
    public var configs: [String: String]

    public init(_ name: String, partitions: Int, replicationFactor: Int? = nil, configs: [String: String] = [:]) {
        self.name = name
        self.partitions = partitions
        self.replicationFactor = replicationFactor
        self.configs = configs
    }
}

/// Making, growing and removing topics.
extension Admin {
    /// Makes topics, and waits until the brokers show them, which is a moment after the controller has made them.
    ///
    /// - Parameter validateOnly: asks the broker whether it would, and makes nothing.
    /// - Throws: when the whole request failed.
    public func createTopics(
        _ topics: [NewTopic], validateOnly: Bool = false, timeout: Duration
    ) throws(KafkaError) -> [AdminOutcome] {
        let operation = "create topic"
        guard !topics.isEmpty else { return [] }
        let deadline = Deadline(within: timeout)
        var wanted: [OpaquePointer?] = []
        defer { for topic in wanted { rd_kafka_NewTopic_destroy(topic) } }
        for topic in topics {
            let (new, reason) = withErrorText { text, size in
                rd_kafka_NewTopic_new(
                    topic.name, Int32(clamping: topic.partitions), Int32(clamping: topic.replicationFactor ?? -1), text,
                    size)
            }
            guard let new else {
                throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, operation, topic.name, reason: reason)
            }
            wanted.append(new)
            for (key, value) in topic.configs.sorted(by: { $0.key < $1.key }) {
                try KafkaError.check(rd_kafka_NewTopic_set_config(new, key, value), operation, "\(topic.name), \(key)")
            }
        }
        let outcomes = try request(operation, RD_KAFKA_ADMIN_OP_CREATETOPICS, timeout: timeout) { options, queue in
            if validateOnly { rd_kafka_AdminOptions_set_validate_only(options, 1, nil, 0) }
            rd_kafka_CreateTopics(handle.client, &wanted, wanted.count, options, queue)
        } read: { event in
            var count = 0
            let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
            return AdminOutcome.topics(results, count, operation)
        }
        if !validateOnly { try waitUntilShown(outcomes.filter { $0.error == nil }.map(\.subject), deadline) }
        return outcomes
    }

    private func waitUntilShown(_ names: [String], _ deadline: Deadline) throws(KafkaError) {
        while !deadline.hasPassed {
            let shown = try topics(timeout: max(deadline.remaining, .seconds(1)))
            if names.allSatisfy({ shown[$0]?.error == nil && shown[$0]?.partitions.isEmpty == false }) { return }
            usleep(lookAgainMicroseconds)
        }
    }

    /// Removes topics with all they hold.
    public func deleteTopics(_ names: [String], timeout: Duration) throws(KafkaError) -> [AdminOutcome] {
        let operation = "delete topic"
        guard !names.isEmpty else { return [] }
        var unwanted = names.map { rd_kafka_DeleteTopic_new($0) }
        defer { for topic in unwanted { rd_kafka_DeleteTopic_destroy(topic) } }
        return try request(operation, RD_KAFKA_ADMIN_OP_DELETETOPICS, timeout: timeout) { options, queue in
            rd_kafka_DeleteTopics(handle.client, &unwanted, unwanted.count, options, queue)
        } read: { event in
            var count = 0
            let results = rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event), &count)
            return AdminOutcome.topics(results, count, operation)
        }
    }

    /// Gives a topic more partitions; keys may then go elsewhere than before.
    ///
    /// - Parameter total: how many it has afterwards.
    public func createPartitions(of topic: String, total: Int, timeout: Duration) throws(KafkaError) {
        let operation = "add partitions to"
        let (new, reason) = withErrorText { text, size in rd_kafka_NewPartitions_new(topic, total, text, size) }
        guard let new else { throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, operation, topic, reason: reason) }
        defer { rd_kafka_NewPartitions_destroy(new) }
        var wanted: [OpaquePointer?] = [new]
        let outcomes = try request(operation, RD_KAFKA_ADMIN_OP_CREATEPARTITIONS, timeout: timeout) { options, queue in
            rd_kafka_CreatePartitions(handle.client, &wanted, 1, options, queue)
        } read: { event in
            var count = 0
            let results = rd_kafka_CreatePartitions_result_topics(rd_kafka_event_CreatePartitions_result(event), &count)
            return AdminOutcome.topics(results, count, operation)
        }
        try outcomes.check()
    }

    /// Removes the records before the given offsets; ``Offset/end`` removes all there are.
    ///
    /// - Returns: per partition the first offset that is left.
    /// - Throws: the first partition's failure; the others may have been done.
    public func deleteRecords(
        before offsets: [PartitionOffset], timeout: Duration
    ) throws(KafkaError) -> [PartitionOffset] {
        let operation = "delete records of"
        let list = PartitionList(offsets)
        guard let records = rd_kafka_DeleteRecords_new(list.pointer) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, operation)
        }
        defer { rd_kafka_DeleteRecords_destroy(records) }
        var wanted: [OpaquePointer?] = [records]
        return try request(operation, RD_KAFKA_ADMIN_OP_DELETERECORDS, timeout: timeout) { options, queue in
            rd_kafka_DeleteRecords(handle.client, &wanted, 1, options, queue)
        } read: { event throws(KafkaError) in
            let result = rd_kafka_event_DeleteRecords_result(event)
            let left = rd_kafka_DeleteRecords_result_offsets(result)
            try PartitionList.checkEntries(of: left, operation)
            return PartitionList.offsets(of: left)
        }
    }
}

/// How long to wait between two looks at whether the brokers show a change already.
let lookAgainMicroseconds: UInt32 = 20_000
