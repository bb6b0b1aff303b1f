import KafkaClient
import WireFormat

/// Reads stretches of partitions ahead of the sink, one at a time, with a client of its own: the sink's own client
/// stays where it is meanwhile.
///
/// Belongs to the sink's thread.
final class LookaheadReader {
    private let consumer: Consumer
    private var reader = OutputReader()
    private var lookahead: Lookahead?
    private var place: TopicPartition?
    private var end: Int64 = 0
    private let keysMax: Int

    init(_ settings: SinkSettings, wakeup: Wakeup, hooks: KafkaHooks) throws(KafkaError) {
        consumer = try Consumer(settings: settings.consumer, hooks: hooks, wakeup: wakeup)
        keysMax = settings.limits.lookaheadKeysMax
    }

    /// The partition that is being looked at; nil where it has nothing to do.
    private(set) var source: SinkSource?

    /// Begins to look at a stretch.
    func begin(_ source: SinkSource, _ table: SinkTable, from start: Int64, to end: Int64) throws(KafkaError) {
        self.source = source
        self.end = end
        let place = TopicPartition(source.topic, source.partition)
        self.place = place
        lookahead = Lookahead(table, start: start, keysMax: keysMax)
        try consumer.assign(manually: [PartitionOffset(place, .at(start))])
    }

    /// What a look at the queue led to.
    enum Progress {
        /// There is nothing to take just now.
        case waits
        /// There is more to take.
        case more
        case finished(KeptOffsets)
    }

    /// Takes what is there.
    ///
    /// - Throws: `KafkaError`; then looking ahead begins anew.
    func look() throws(KafkaError) -> Progress {
        // The sink's own client tells of the rest.
        while let event = consumer.poll() {
            if case .error(let error) = event, error.isFatal { throw error }
        }
        guard let place, let queue = consumer.queue(place.topic, place.partition) else { return .waits }
        var isAtEnd = false
        let taken = try queue.drain { message throws(KafkaError) in
            if let error = message.error {
                guard message.isEndOfPartition else { throw error }
                lookahead?.extend(to: message.offset)
                isAtEnd = true
                return
            }
            // What lies behind the stretch is looked at another time.
            guard !isAtEnd, message.offset < end, lookahead?.isFull == false else {
                isAtEnd = true
                return
            }
            lookahead?.note(
                SinkRecord(
                    offset: message.offset, timestampMs: message.timestampMilliseconds, key: message.key,
                    value: message.value), &reader)
        }
        guard !isAtEnd, let kept = lookahead?.kept, kept.end < end else { return try finish() }
        return taken < PartitionQueue.messagesPerDrainMax ? .waits : .more
    }

    private func finish() throws(KafkaError) -> Progress {
        defer { (lookahead, source, place) = (nil, nil, nil) }
        try consumer.assign(manually: [])
        return lookahead.map { .finished($0.kept) } ?? .waits
    }

    func close() { consumer.close(within: .milliseconds(500)) }
}
