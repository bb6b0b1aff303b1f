import KafkaClient

/// The output topics as the sink reads them: read_committed, every partition by hand, from the database's positions.
///
/// Belongs to the sink's thread.
final class SinkReader: SinkReading {
    private struct Partition {
        let table: SinkTable
        let source: SinkSource
        /// The next offset to come; everything below it is in a batch or was read before.
        var next: Int64
        /// The offset after the last record that was taken.
        var taken: Int64
        /// The next offset of this source in the database.
        var stored: Int64
        /// The end when reading began, until the client knows a newer one.
        let endAtStart: Int64

        /// Everything below it is in the database, or is no record.
        var written: Int64 { stored >= taken ? next : stored }
        var place: TopicPartition { TopicPartition(source.topic, source.partition) }
    }

    private let settings: SinkSettings
    private let consumer: Consumer
    private let admin: Admin
    private var partitions: [Partition] = []
    /// How many shares the partitions are dealt out in.
    private var shares = 1
    /// Moves the partition to look at first, so that a busy one does not starve the others.
    private var turn = 0

    /// Hears of errors that librdkafka mends by itself.
    private let hear: (KafkaError) -> Void

    /// Makes the clients; they connect in the background.
    init(_ settings: SinkSettings, wakeup: Wakeup, hooks: KafkaHooks, hear: @escaping (KafkaError) -> Void)
        throws(KafkaError)
    {
        self.settings = settings
        self.hear = hear
        let consumer = settings.consumer
        self.consumer = try Consumer(settings: consumer, hooks: hooks, wakeup: wakeup)
        admin = try Admin(settings: settings.kafkaOfAdmin, hooks: hooks)
    }

    /// - Throws: `KafkaError`, or `SinkError.topicMissing`.
    package func start(at positions: [SinkPosition], shares: Int) throws -> [(SinkSource, SinkStart.Finding)] {
        self.shares = shares
        try consumer.assign(manually: [])
        partitions = []
        let timeout = Duration.milliseconds(settings.limits.brokerMs)
        let topics = try admin.topics(timeout: timeout)
        // Known leaders make each of the following questions quick.
        try consumer.warm(Array(settings.topics.values.filter { topics[$0] != nil }), timeout: timeout)
        let stored = Dictionary(positions.map { (TopicPartition($0.source.topic, $0.source.partition), $0) }) { $1 }
        var findings: [(SinkSource, SinkStart.Finding)] = []
        for (table, topic) in settings.topics.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard let found = topics[topic], found.error == nil, !found.partitions.isEmpty else {
                throw SinkError.topicMissing(topic)
            }
            for partition in found.partitions {
                let place = TopicPartition(topic, partition.id)
                let range = try consumer.watermarks(of: place, timeout: timeout)
                let start = SinkStart(stored: stored[place], first: range.low, end: range.high)
                let source = SinkSource(topic: topic, partition: partition.id, log: start.log)
                if let finding = start.finding { findings.append((source, finding)) }
                partitions.append(
                    Partition(
                        table: table, source: source, next: start.offset, taken: start.offset, stored: start.offset,
                        endAtStart: range.high))
            }
        }
        try consumer.assign(manually: partitions.map { PartitionOffset($0.place, .at($0.next)) })
        return findings
    }

    /// - Throws: `KafkaError`, or `SinkError.offsetsWentBack`.
    package func fill(_ batch: inout SinkBatch, share: Int) throws -> SinkClock.Level {
        while let event = consumer.poll() {
            guard case .error(let error) = event else { continue }
            if error.isFatal { throw error }
            hear(error)
        }
        var isEmpty = true
        turn = partitions.isEmpty ? 0 : (turn + 1) % partitions.count
        for step in partitions.indices {
            let index = (turn + step) % partitions.count
            guard partitions[index].source.share(of: shares) == share else { continue }
            let room = settings.limits.batchRowsMax - batch.rowCount
            guard room > 0, batch.byteCount < settings.limits.batchBytesMax else { return .full }
            let asked = min(room, PartitionQueue.messagesPerDrainMax)
            let taken = try take(asked, from: index, into: &batch)
            isEmpty = isEmpty && taken < asked
        }
        return isEmpty ? .drained : .more
    }

    package func tookEffect(_ positions: [SinkSource: Int64]) {
        for index in partitions.indices {
            if let position = positions[partitions[index].source] { partitions[index].stored = position }
        }
    }

    package func lag(asking: Bool) -> Int64? {
        var sum: Int64 = 0
        for partition in partitions {
            var end = partition.endAtStart
            if asking {
                guard let range = try? consumer.watermarks(of: partition.place, timeout: Self.lagTimeout) else {
                    return nil
                }
                end = range.high
            } else if let range = consumer.cachedWatermarks(of: partition.place) {
                end = range.high
            }
            sum += max(0, end - partition.written)
        }
        return sum
    }

    /// Longest wait for one partition's end. The lag is not worth more, least of all when the sink is to stop.
    private static let lagTimeout = Duration.seconds(1)

    package func close() {
        consumer.close(within: .seconds(2))
        admin.close(within: .seconds(1))
    }

    private func take(_ count: Int, from index: Int, into batch: inout SinkBatch) throws -> Int {
        let partition = partitions[index]
        guard let queue = consumer.queue(partition.source.topic, partition.source.partition) else { return 0 }
        var (next, taken) = (partition.next, partition.taken)
        defer { (partitions[index].next, partitions[index].taken) = (next, taken) }
        return try queue.drain(max: count) { message in
            if let error = message.error {
                if message.isEndOfPartition {
                    next = max(next, message.offset)
                } else if error.code != .autoOffsetReset || message.offset == next {
                    throw error
                }
                // Else it is about an offset asked for before reading began anew.
                return
            }
            guard message.offset >= next else { throw SinkError.offsetsWentBack(partition.source.description) }
            let record = SinkRecord(
                offset: message.offset, timestampMs: message.timestampMilliseconds, key: message.key,
                value: message.value)
            let headers = message.headers
            batch.add(record, of: partition.table, from: partition.source) { headers[$0] }
            next = message.offset + 1
            taken = next
        }
    }
}

extension KafkaErrorCode {
    /// The position is not in the log, and the client was told to say so.
    /// Source: `RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET` in rdkafka.h.
    fileprivate static let autoOffsetReset = KafkaErrorCode(rawValue: -140)
}
