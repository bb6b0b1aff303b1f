import CLibrdkafka

/// The answers to rebalance events, and assignment by hand.
extension Consumer {
    /// The queue of an assigned partition, nil where the partition is not assigned.
    public func queue(_ topic: String, _ partition: Int32) -> PartitionQueue? {
        queues[TopicPartition(topic, partition)]
    }

    /// The queues of all assigned partitions, in no order.
    public var partitionQueues: some Collection<PartitionQueue> { queues.values }

    /// Answers ``ConsumerEvent/assigned(_:)``: opens a queue for each partition and starts to read.
    ///
    /// Under the cooperative protocol the partitions come on top of those already held; under the eager one they are
    /// all there is. Which one holds is the group's choice (`partition.assignment.strategy`) and taken care of here.
    ///
    /// - Parameter partitions: those of the event, each with the offset to begin at.
    /// - Throws: when the assignment is out of date or the client has failed.
    public func assign(incrementally partitions: [PartitionOffset]) throws(KafkaError) {
        try openQueues(partitions)
        let list = PartitionList(partitions)
        if isCooperative {
            try KafkaError.check(rd_kafka_incremental_assign(handle.client, list.pointer), "accept assignment")
        } else {
            try KafkaError.check(rd_kafka_assign(handle.client, list.pointer), "accept assignment")
        }
    }

    /// Answers ``ConsumerEvent/revoked(_:)`` and ``ConsumerEvent/lost(_:)``: closes the queues and lets others have the
    /// partitions. Whatever transaction carries their positions must have ended.
    ///
    /// - Parameter partitions: those of the event.
    public func unassign(incrementally partitions: [TopicPartition]) throws(KafkaError) {
        for partition in partitions { queues.removeValue(forKey: partition)?.close() }
        try giveUp(partitions)
    }

    /// Reads exactly these partitions, in place of any before, without joining a group.
    public func assign(manually partitions: [PartitionOffset]) throws(KafkaError) {
        for queue in queues.values { queue.close() }
        queues.removeAll()
        try openQueues(partitions)
        let list = PartitionList(partitions)
        try KafkaError.check(rd_kafka_assign(handle.client, list.pointer), "assign")
    }

    /// True when the group has given this member's partitions to others, as after a session time-out; it says so before
    /// the event is taken, so look before a commit that has waited.
    public var assignmentLost: Bool { rd_kafka_assignment_lost(handle.client) != 0 }

    /// What librdkafka counts as assigned now.
    public func assignment() throws(KafkaError) -> [TopicPartition] {
        var list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
        try KafkaError.check(rd_kafka_assignment(handle.client, &list), "read assignment")
        guard let list else { return [] }
        return PartitionList(owning: list).partitions
    }

    func rebalance(_ event: OpaquePointer) -> ConsumerEvent {
        let partitions = PartitionList.partitions(of: rd_kafka_event_topic_partition_list(event))
        // Taken now: a lost group forgets its protocol, yet the answer must fit the event.
        isCooperative = String(cString: rd_kafka_rebalance_protocol(handle.client)) == "COOPERATIVE"
        if rd_kafka_event_error(event) == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS { return .assigned(partitions) }
        return assignmentLost ? .lost(partitions) : .revoked(partitions)
    }

    func giveUp(_ partitions: [TopicPartition]) throws(KafkaError) {
        if isCooperative {
            let list = PartitionList(partitions)
            try KafkaError.check(rd_kafka_incremental_unassign(handle.client, list.pointer), "give up assignment")
        } else {
            try KafkaError.check(rd_kafka_assign(handle.client, nil), "give up assignment")
        }
    }

    /// Parts each partition's queue from the consumer's own before the first fetch can begin, so that no record gets
    /// into the wrong one: forwarding that the application has set stays as it is when the fetcher starts
    /// (`RD_KAFKA_Q_F_FWD_APP` in rd_kafka_toppar_op_fetch_start).
    private func openQueues(_ partitions: [PartitionOffset]) throws(KafkaError) {
        for partition in partitions.lazy.map(\.partition) where queues[partition] == nil {
            guard let queue = rd_kafka_queue_get_partition(handle.client, partition.topic, partition.partition) else {
                throw KafkaError(RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, "open queue of", partition.description)
            }
            rd_kafka_queue_forward(queue, nil)
            queues[partition] = PartitionQueue(partition, owning: queue, wakeup: wakeup, prefetch: prefetch)
        }
    }
}
