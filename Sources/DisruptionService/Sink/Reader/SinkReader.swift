import KafkaClient

/// The output topics as the sink reads them: read_committed, every partition by hand, from the database's positions.
///
/// A partition that is far behind is looked at ahead first, so that of each key only the newest record is written.
/// Belongs to the sink's thread.
final class SinkReader: SinkReading {
    private let settings: SinkSettings
    private let stop: StopRequest?
    private let wakeup: Wakeup
    private let hooks: KafkaHooks
    private let consumer: Consumer
    private let admin: Admin
    private var partitions: [ReaderPartition] = []
    private var lookahead: LookaheadReader?
    /// How many shares the partitions are dealt out in.
    private var shares = 1
    /// Moves the partition to look at first, so that a busy one does not starve the others.
    private var turn = 0

    /// Hears of errors that librdkafka mends by itself.
    private let hear: (KafkaError) -> Void

    /// Makes the clients; they connect in the background.
    ///
    /// - Parameter stop: keeps `start` from asking on; nil never does.
    init(
        _ settings: SinkSettings, wakeup: Wakeup, hooks: KafkaHooks, stop: StopRequest? = nil,
        hear: @escaping (KafkaError) -> Void
    ) throws(KafkaError) {
        self.settings = settings
        self.wakeup = wakeup
        self.hooks = hooks
        self.stop = stop
        self.hear = hear
        var consumer = settings.consumer
        consumer.setDefault("statistics.interval.ms", ClientStatistics.intervalMs)
        self.consumer = try Consumer(settings: consumer, hooks: hooks, wakeup: wakeup)
        admin = try Admin(settings: settings.kafkaOfAdmin, hooks: hooks)
    }

    /// - Throws: `KafkaError`, `SinkError.topicMissing`, or `SinkError.stopping`.
    package func start(at positions: [SinkPosition], shares: Int) throws -> [(SinkSource, SinkStart.Finding)] {
        self.shares = shares
        endLookahead()
        try consumer.assign(manually: [])
        let before = Dictionary(partitions.map { ($0.place, $0) }) { $1 }
        partitions = []
        let timeout = Duration.milliseconds(settings.limits.brokerMs)
        let topics = try admin.topics(timeout: timeout)
        try checkStop()
        // Known leaders make each of the following questions quick.
        try consumer.warm(Array(settings.topics.values.filter { topics[$0] != nil }), timeout: timeout)
        let stored = Dictionary(positions.map { (TopicPartition($0.source.topic, $0.source.partition), $0) }) { $1 }
        var findings: [(SinkSource, SinkStart.Finding)] = []
        var found: [ReaderPartition] = []
        for (table, topic) in settings.topics.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard let held = topics[topic], held.error == nil, !held.partitions.isEmpty else {
                throw SinkError.topicMissing(topic)
            }
            for partition in held.partitions {
                try checkStop()
                let place = TopicPartition(topic, partition.id)
                let range = try consumer.watermarks(of: place, timeout: timeout)
                let start = SinkStart(stored: stored[place], first: range.low, end: range.high)
                let source = SinkSource(topic: topic, partition: partition.id, log: start.log)
                if let finding = start.finding { findings.append((source, finding)) }
                found.append(
                    ReaderPartition(table, source, start: start.offset, end: range.high, before: before[place]))
            }
        }
        try consumer.assign(manually: found.map { PartitionOffset($0.place, .at($0.next)) })
        partitions = found
        return findings
    }

    /// Each question may take as long as its limit; a stop does not wait for the next one.
    private func checkStop() throws {
        if stop?.isRequested == true { throw SinkError.stopping }
    }

    /// - Throws: `KafkaError`.
    package func lookAhead() throws -> Bool {
        guard let index = farthestBehind() else {
            if lookahead != nil { endLookahead() }
            return false
        }
        let lookahead = try lookahead ?? LookaheadReader(settings, wakeup: wakeup, hooks: hooks)
        self.lookahead = lookahead
        let partition = partitions[index]
        if lookahead.source != partition.source {
            let end = min(end(of: partition), partition.next + settings.limits.lookaheadRecordsMax)
            try lookahead.begin(partition.source, partition.table, from: partition.next, to: end)
        }
        switch try lookahead.look() {
        case .waits: return false
        case .more: return true
        case .finished(let kept):
            partitions[index].filter(kept)
            return true
        }
    }

    /// The partition to look ahead in: the one that was begun with, else the one that is the farthest behind.
    private func farthestBehind() -> Int? {
        let indices = partitions.indices.filter { isFarBehind($0) }
        return indices.first { partitions[$0].source == lookahead?.source }
            ?? indices.max { recordsBehind($0) < recordsBehind($1) }
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
            guard partitions[index].source.share(of: shares) == share, !isFarBehind(index) else { continue }
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
        if partitions.isEmpty { return nil }
        var asked: [TopicPartition: Int64] = [:]
        if asking {
            guard let ends = try? consumer.ends(of: partitions.map(\.place), timeout: Self.lagTimeout),
                ends.count == partitions.count
            else { return nil }
            asked = ends
        }
        return partitions.reduce(0) { $0 + max(0, (asked[$1.place] ?? end(of: $1)) - $1.written) }
    }

    /// Longest wait for the partitions' ends. The lag is not worth more, least of all when the sink is to stop.
    private static let lagTimeout = Duration.milliseconds(500)

    package func close() {
        endLookahead()
        consumer.close(within: .milliseconds(700))
        admin.close(within: .milliseconds(300))
    }

    private func end(of partition: ReaderPartition) -> Int64 {
        max(partition.endAtStart, consumer.cachedWatermarks(of: partition.place)?.high ?? 0)
    }

    private func isFarBehind(_ index: Int) -> Bool {
        partitions[index].isFarBehind(recordsBehind(index), settings.limits)
    }

    /// About how many records of a partition are still to be taken or left out.
    private func recordsBehind(_ index: Int) -> Int64 { end(of: partitions[index]) - partitions[index].next }

    /// What was found out about whole stretches stays.
    private func endLookahead() {
        lookahead?.close()
        lookahead = nil
    }

    private func take(_ count: Int, from index: Int, into batch: inout SinkBatch) throws -> Int {
        var partition = partitions[index]
        guard let queue = consumer.queue(partition.source.topic, partition.source.partition) else { return 0 }
        defer { partitions[index] = partition }
        return try queue.drain(max: count) { message in
            if let error = message.error {
                if message.isEndOfPartition {
                    partition.reachEnd(message.offset)
                } else if error.code != .autoOffsetReset || message.offset == partition.next {
                    throw error
                }
                // Else it is about an offset asked for before reading began anew.
                return
            }
            guard message.offset >= partition.next else {
                partition.filter(nil)
                throw SinkError.offsetsWentBack(partition.source.description)
            }
            guard partition.take(message.offset) else {
                batch.advance(partition.source, to: message.offset + 1)
                return
            }
            let record = SinkRecord(
                offset: message.offset, timestampMs: message.timestampMilliseconds, key: message.key,
                value: message.value)
            let headers = message.headers
            batch.add(record, of: partition.table, from: partition.source) { headers[$0] }
        }
    }
}

extension KafkaErrorCode {
    /// The position is not in the log, and the client was told to say so.
    /// Source: `RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET` in rdkafka.h.
    fileprivate static let autoOffsetReset = KafkaErrorCode(rawValue: -140)
}
