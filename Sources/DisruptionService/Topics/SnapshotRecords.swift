import KafkaClient

/// Single records in partition 0 of the snapshots topic, by key: the newest of each is what holds.
struct SnapshotRecords: Sendable {
    /// It is always there, so that one partition is all there is to read.
    static let partition: Int32 = 0

    let connection: TopicsConnection
    let topic: String

    /// The values of the newest records with the keys asked for; without those that have none, or a tombstone. Reads
    /// to the end as it was at the call.
    /// - Parameter isolation: `read_uncommitted` for records that are in no transaction, which those that are open must
    ///   not hide; else `read_committed`.
    func newest(
        isolation: String, within limit: Duration, where isAsked: (UnsafeRawBufferPointer) -> Bool
    ) throws(KafkaError) -> [[UInt8]: [UInt8]] {
        var settings = connection.settings
        settings["group.id"] = "iropsd-topics"
        settings["enable.partition.eof"] = "true"
        settings["isolation.level"] = isolation
        let consumer = try Consumer(settings: settings, hooks: connection.hooks)
        defer { consumer.close(within: TopicsConnection.closeLimit) }
        // Reading begins at once where the leader is known, half a second later where it has to be looked for.
        try consumer.warm([topic], timeout: limit)
        try consumer.assign(manually: [PartitionOffset(TopicPartition(topic, Self.partition), .beginning)])
        let deadline = ContinuousClock.now.advanced(by: limit)
        var newest: [[UInt8]: [UInt8]] = [:]
        var failure: KafkaError?
        while ContinuousClock.now < deadline {
            guard let queue = consumer.queue(topic, Self.partition) else { break }
            var isAtEnd = false
            let count = queue.drain { (message: borrowing ConsumedMessage) in
                if message.isEndOfPartition {
                    isAtEnd = true
                } else if let error = message.error {
                    failure = error
                } else if let key = message.key, isAsked(key) {
                    newest[Array(key)] = message.value.map { Array($0) }
                }
            }
            if isAtEnd { return newest }
            if let failure, !failure.isRetriable { throw failure }
            // No group is joined, so what its coordinator says, such as a refusal, does not matter here.
            if count == 0, case .error(let error)? = consumer.poll(timeout: .milliseconds(20)), error.isFatal {
                throw error
            }
        }
        throw failure ?? KafkaError(code: .timedOut, operation: "read records from", subject: topic)
    }
}
