import CLibrdkafka

/// The prefetched records of one assigned partition, apart from those of all others.
///
/// Not draining it is the way to pause: it fills up to `queued.max.messages.kbytes` and librdkafka stops fetching.
/// Belongs to the thread that owns the consumer. It becomes empty for good when the partition is given up.
public final class PartitionQueue {
    public let partition: TopicPartition
    private var queue: OpaquePointer?
    private let wakeup: Wakeup?
    private let prefetch: Prefetch?
    private var level = QueueLevel()
    private let messages: UnsafeMutablePointer<UnsafeMutablePointer<rd_kafka_message_t>?>

    /// The most messages one drain takes out: 512 pointers are a page of memory.
    public static let messagesPerDrainMax = 512

    /// Takes over `queue`, which must be a reference of its own.
    init(_ partition: TopicPartition, owning queue: OpaquePointer, wakeup: Wakeup?, prefetch: Prefetch? = nil) {
        self.partition = partition
        self.queue = queue
        self.wakeup = wakeup
        self.prefetch = prefetch
        messages = .allocate(capacity: Self.messagesPerDrainMax)
        messages.initialize(repeating: nil, count: Self.messagesPerDrainMax)
        wakeup?.attach(to: queue)
    }

    /// Takes out what is there, without blocking, and hands each message to `body` in order of offset.
    ///
    /// Errors and ends of partition stand between the records where they happened. When `body` throws, the rest of what
    /// was taken out is gone, and the owner has to seek or to restart.
    ///
    /// - Parameter most: how many at most, 1 … ``messagesPerDrainMax``; more is cut.
    /// - Returns: how many were handed over; fewer than asked for means that the queue was empty then.
    @discardableResult
    public func drain<Failure: Error>(
        max most: Int = messagesPerDrainMax, _ body: (borrowing ConsumedMessage) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        guard let queue else { return 0 }
        if prefetch != nil { level.willDrain(waiting: rd_kafka_queue_length(queue)) }
        let count = rd_kafka_consume_batch_queue(queue, 0, messages, min(most, Self.messagesPerDrainMax))
        guard count > 0 else {
            restartFetcherIfStalled()
            return 0
        }
        var done = 0
        defer {
            while done < count {
                messages[done].map { rd_kafka_message_destroy($0) }
                done += 1
            }
        }
        while done < count {
            if let message = messages[done] {
                try body(ConsumedMessage(message))
                level.drained(DrainedRecord(message.pointee))
                rd_kafka_message_destroy(message)
            }
            done += 1
        }
        if count < most { restartFetcherIfStalled() }
        return count
    }

    private func restartFetcherIfStalled() {
        guard let prefetch, let position = level.takeStall(limitBytes: prefetch.bytesMax) else { return }
        prefetch.restart(PartitionOffset(partition, .at(position)))
    }

    /// About how many messages are waiting here; librdkafka's own marks between them count too.
    public var count: Int { queue.map { rd_kafka_queue_length($0) } ?? 0 }

    /// Forgets where the reader stood, as a seek elsewhere requires.
    func forgetPosition() {
        level = QueueLevel()
    }

    /// Lets go of librdkafka's queue; must happen before the client is destroyed.
    func close() {
        guard let queue else { return }
        self.queue = nil
        if wakeup != nil { Wakeup.detach(from: queue) }
        rd_kafka_queue_destroy(queue)
    }

    deinit {
        close()
        messages.deallocate()
    }
}

extension DrainedRecord {
    fileprivate init?(_ message: rd_kafka_message_t) {
        guard message.err == RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        self.init(offset: message.offset, bytes: message.len + message.key_len)
    }
}
