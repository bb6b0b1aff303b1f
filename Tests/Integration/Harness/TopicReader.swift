import KafkaClient

/// Reads topics whole: from the first record that is there to where the end was when reading began.
package struct TopicReader {
    private let settings: KafkaSettings

    /// What a reader may see of transactions.
    package enum Isolation: String, Sendable {
        /// Committed records alone: what every consumer of the outputs sees.
        case committed = "read_committed"
        /// Those of open and aborted transactions too.
        case uncommitted = "read_uncommitted"
    }

    /// - Parameter bootstrapServers: as in `bootstrap.servers`.
    package init(_ bootstrapServers: String, isolation: Isolation = .committed) {
        settings = [
            "bootstrap.servers": bootstrapServers, "group.id": "harness-reader", "isolation.level": isolation.rawValue,
            "enable.partition.eof": "true",
        ]
    }

    /// Every record of a topic, by partition and offset; the same offsets again when nothing was written meanwhile.
    package func readAll(_ topic: String, seconds: Double = 60) throws -> [TopicRecord] {
        let consumer = try Consumer(settings: settings, hooks: .silent)
        defer { consumer.close(within: .seconds(5)) }
        var pending = Set(try partitions(of: topic))
        try consumer.assign(manually: pending.sorted().map { PartitionOffset($0, .beginning) })
        var records: [TopicRecord] = []
        let deadline = Deadline(seconds: seconds)
        while !pending.isEmpty {
            guard !deadline.hasPassed else {
                throw HarnessError("\(topic) was not read to its end within \(seconds) s; missing \(pending.sorted())")
            }
            if case .error(let error)? = consumer.poll(timeout: .milliseconds(5)), error.isFatal { throw error }
            for queue in consumer.partitionQueues where pending.contains(queue.partition) {
                try queue.drain { message throws(KafkaError) in
                    if message.isEndOfPartition {
                        pending.remove(queue.partition)
                    } else if message.isRecord {
                        records.append(TopicRecord(message, partition: queue.partition.partition))
                    } else if let error = message.error {
                        throw error
                    }
                }
            }
        }
        return records.sorted { ($0.partition, $0.offset) < ($1.partition, $1.offset) }
    }

    /// Reads again and again until what is there satisfies a condition, or the time is over: then it throws.
    package func readAll(
        _ topic: String, until condition: ([TopicRecord]) -> Bool, what: String, seconds: Double = 60
    ) throws -> [TopicRecord] {
        var last = 0
        let found = try Deadline.poll(seconds: seconds, everyMs: 200) { () throws -> [TopicRecord]? in
            let records = try readAll(topic)
            last = records.count
            return condition(records) ? records : nil
        }
        guard let found else { throw HarnessError("\(topic) never had \(what) within \(seconds) s; it has \(last)") }
        return found
    }

    private func partitions(of topic: String) throws -> [TopicPartition] {
        let admin = try Admin(
            settings: ["bootstrap.servers": settings["bootstrap.servers"] ?? ""], hooks: .silent)
        defer { admin.close(within: .seconds(5)) }
        guard let found = try admin.topics(timeout: .seconds(20))[topic] else {
            throw HarnessError("there is no topic \(topic)")
        }
        return found.partitions.map { TopicPartition(topic, $0.id) }
    }
}

extension TopicRecord {
    fileprivate init(_ message: borrowing ConsumedMessage, partition: Int32) {
        self.init(
            partition: partition, offset: message.offset, timestampMs: message.timestampMilliseconds,
            key: message.key.map { Array($0) }, value: message.value.map { Array($0) },
            headers: message.headers.map { Header(name: $0.name, value: $0.value.map { Array($0) }) })
    }
}
