import CLibrdkafka
import Synchronization

/// Sends records, idempotently when `enable.idempotence` says so.
///
/// Every call but ``close(within:)`` and ``abandon(within:)`` may come from any thread at any time: librdkafka's own
/// calls are thread-safe (INTRODUCTION.md, Threads and callbacks) and everything beside them here is atomic. The two
/// closing calls are made by one thread when no other uses the producer any more.
public final class Producer: Sendable {
    let handle: KafkaHandle
    let ledger: DeliveryLedger
    private let wakeup: Wakeup?
    private let topics = Mutex<[String: ProducerTopic]>([:])

    /// Makes the client; connecting goes on in the background.
    ///
    /// - Parameters:
    ///   - settings: with `bootstrap.servers`. The partitioner is Java's unless set; an idempotent producer has one
    ///     request under way at a time, whatever is set.
    ///   - channels: how many delivery counters to keep; records name theirs by 0 ..< channels.
    ///   - wakeup: signalled when delivery reports are there to be polled.
    /// - Throws: when a setting is refused; the error's subject is its key.
    public init(
        settings: KafkaSettings, channels: Int = 1, hooks: KafkaHooks = KafkaHooks(), wakeup: Wakeup? = nil
    ) throws(KafkaError) {
        var settings = settings
        settings.setDefault("partitioner", Partitioner.setting)
        // A broker that knows nothing yet of a producer in a partition takes any sequence number for its first
        // (KAFKA-15591). Where the first request meets a partition that has no leader yet and the second one does not,
        // the first's records are lost, and librdkafka reports them as delivered. With one request at a time that
        // cannot be; it costs a round trip, because a broker works one request of a connection at a time anyway.
        if settings.isIdempotent { settings["max.in.flight.requests.per.connection"] = "1" }
        ledger = DeliveryLedger(channels: channels)
        handle = try KafkaHandle(
            RD_KAFKA_PRODUCER, configuration: settings.makeConfiguration(),
            context: CallbackContext(hooks: hooks, ledger: ledger))
        self.wakeup = wakeup
        if let wakeup, let reports = rd_kafka_queue_get_main(handle.client) {
            wakeup.attach(to: reports)
            rd_kafka_queue_destroy(reports)
        }
    }

    deinit {
        abandon(within: closeOnReleaseLimit)
    }

    /// The name librdkafka gave the client, as in its log lines.
    public var name: String { handle.name }

    /// The topic by that name, opened on first use and kept until the producer closes.
    public func topic(_ name: String) throws(KafkaError) -> ProducerTopic {
        if let known = topics.withLock({ $0[name] }) { return known }
        let opened = try ProducerTopic(name, of: handle)
        return topics.withLock { topics in
            if let raced = topics[name] {
                rd_kafka_topic_destroy(opened.pointer)
                return raced
            }
            topics[name] = opened
            return opened
        }
    }

    /// Hands a record over; its bytes are copied. Returning is not delivery: see ``delivered(_:)`` and ``failure``.
    ///
    /// - Parameters:
    ///   - partition: nil lets the partitioner choose by the key.
    ///   - key: nil is a null key.
    ///   - value: nil is a null value, a tombstone in a compacted topic.
    ///   - timestamp: milliseconds since 1970 UTC; nil takes the present.
    ///   - channel: the counter it belongs to, 0 ..< the producer's channels.
    /// - Returns: ``ProduceResult/queueFull`` when librdkafka holds as much as it may: poll and try again.
    /// - Throws: when the record can never be taken (too large, no such partition) or the producer has failed.
    public func produce(
        to topic: ProducerTopic, partition: Int32? = nil, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        timestamp: Int64? = nil, headers: [RecordHeader] = [], channel: Int = 0
    ) throws(KafkaError) -> ProduceResult {
        precondition(topic.owner == ObjectIdentifier(handle), "the topic belongs to another producer")
        precondition(channel >= 0 && channel < ledger.channels, "there is no such delivery channel")
        var arguments = ProduceArguments(topic.pointer, partition)
        arguments.setKey(key)
        arguments.setValue(value)
        arguments.setTimestamp(timestamp)
        arguments.setHeaders(headers)
        arguments.setOpaque(DeliveryLedger.opaque(of: channel))
        guard let error = arguments.send(handle.client) else {
            ledger.countProduced(channel)
            return .queued
        }
        if rd_kafka_error_code(error) == RD_KAFKA_RESP_ERR__QUEUE_FULL {
            rd_kafka_error_destroy(error)
            return .queueFull
        }
        throw KafkaError(consuming: error, "produce to", topic.name)
    }

    /// Serves delivery reports and errors.
    ///
    /// - Parameter timeout: how long to wait for the first; zero only looks.
    /// - Returns: how many were served.
    @discardableResult
    public func poll(timeout: Duration = .zero) -> Int {
        Int(rd_kafka_poll(handle.client, timeout.wholeMilliseconds))
    }

    /// Sends what is queued without waiting for `linger.ms`, and waits for the reports.
    ///
    /// - Returns: true when nothing is outstanding any more, false when the limit passed first.
    public func flush(within limit: Duration) -> Bool {
        rd_kafka_flush(handle.client, limit.wholeMilliseconds) == RD_KAFKA_RESP_ERR_NO_ERROR
    }

    /// Records and reports that librdkafka still holds.
    public var queueLength: Int { Int(rd_kafka_outq_len(handle.client)) }

    /// Throws away what is queued and under way, each with a failed report; what was under way may be in the log.
    public func purge() {
        rd_kafka_purge(handle.client, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
        rd_kafka_poll(handle.client, 0)
    }

    /// Flushes, then frees everything. No call may follow, and none may be under way.
    ///
    /// - Returns: true when every record was delivered and the client is gone within the limit.
    @discardableResult
    public func close(within limit: Duration) -> Bool {
        guard !handle.isClosed else { return true }
        let deadline = Deadline(within: limit)
        let isFlushed = flush(within: deadline.remaining)
        return abandon(within: max(deadline.remaining, .milliseconds(200))) && isFlushed && failure == nil
    }

    /// Throws away what is not delivered and frees everything. No call may follow, and none may be under way.
    @discardableResult
    public func abandon(within limit: Duration) -> Bool {
        guard !handle.isClosed else { return true }
        purge()
        detachWakeup()
        topics.withLock { topics in
            for topic in topics.values { rd_kafka_topic_destroy(topic.pointer) }
            topics.removeAll()
        }
        return handle.destroy(within: limit)
    }

    func clearFailure() { ledger.clearFailure() }

    private func detachWakeup() {
        guard wakeup != nil, let reports = rd_kafka_queue_get_main(handle.client) else { return }
        Wakeup.detach(from: reports)
        rd_kafka_queue_destroy(reports)
    }
}

/// What became of a record handed to a producer.
public enum ProduceResult: Sendable, Hashable {
    /// It is the producer's now.
    case queued
    /// There is no room; nothing was taken.
    case queueFull
}
