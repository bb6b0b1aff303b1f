import CLibrdkafka

/// A producer whose records and offsets appear together or not at all.
///
/// The calls follow each other: ``initTransactions(within:)`` once, then ``begin()``, records through ``producer``,
/// ``sendOffsets(_:of:within:)``, and ``commit(within:)`` or ``abort(within:)``. They may come from different threads
/// but not at the same time; librdkafka itself refuses overlapping ones. Records may be handed over while another
/// thread polls.
///
/// Every error says what follows: ``KafkaError/isFatal`` (fenced, or broken: close it, restart from the committed
/// position), ``KafkaError/requiresAbort`` (abort, then begin again), ``KafkaError/isRetriable`` (the same call again).
/// An error of ``commit(within:)`` with none of these is indefinite: the transaction may be there or not.
public final class TransactionalProducer: Sendable {
    /// For records, counters and polling. It must not be closed by itself.
    public let producer: Producer
    /// The id under which the broker fences older instances.
    public let transactionalID: String

    /// - Parameter settings: with `bootstrap.servers` and `transactional.id`; idempotence follows from it.
    public init(
        settings: KafkaSettings, channels: Int = 1, hooks: KafkaHooks = KafkaHooks(), wakeup: Wakeup? = nil
    ) throws(KafkaError) {
        guard let id = settings["transactional.id"], !id.isEmpty else {
            throw KafkaError(
                RD_KAFKA_RESP_ERR__INVALID_ARG, "configure", "transactional.id",
                reason: "a transactional producer needs a transactional.id")
        }
        transactionalID = id
        producer = try Producer(settings: settings, channels: channels, hooks: hooks, wakeup: wakeup)
    }

    private var client: OpaquePointer { producer.handle.client }

    /// Takes the id over: older instances are fenced, and what they left open is aborted or completed.
    public func initTransactions(within limit: Duration) throws(KafkaError) {
        try KafkaError.check(
            rd_kafka_init_transactions(client, limit.wholeMilliseconds), "init transactions of", transactionalID)
    }

    /// Begins a transaction; asks no broker.
    public func begin() throws(KafkaError) {
        try KafkaError.check(rd_kafka_begin_transaction(client), "begin transaction of", transactionalID)
        producer.clearFailure()
    }

    /// Puts consumer positions into the transaction.
    ///
    /// - Parameters:
    ///   - offsets: the next offset to read of each partition, with metadata; an empty list is allowed and does
    ///     nothing.
    ///   - group: the consumer's metadata, taken when the transaction began.
    public func sendOffsets(
        _ offsets: [PartitionOffset], of group: GroupMetadata, within limit: Duration
    ) throws(KafkaError) {
        guard !offsets.isEmpty else { return }
        let list = PartitionList(offsets)
        try KafkaError.check(
            rd_kafka_send_offsets_to_transaction(client, list.pointer, group.pointer, limit.wholeMilliseconds),
            "send offsets in transaction of", transactionalID)
    }

    /// Flushes and commits. After a retriable time-out the same call resumes the commit under way.
    ///
    /// - Parameter limit: nil waits for what is left of `transaction.timeout.ms`, as librdkafka recommends.
    public func commit(within limit: Duration? = nil) throws(KafkaError) {
        try KafkaError.check(
            rd_kafka_commit_transaction(client, limit?.wholeMilliseconds ?? -1), "commit transaction of",
            transactionalID)
    }

    /// Aborts: what was not sent is purged, what was is never seen by read_committed consumers.
    ///
    /// - Parameter limit: nil waits for what is left of `transaction.timeout.ms`.
    public func abort(within limit: Duration? = nil) throws(KafkaError) {
        try KafkaError.check(
            rd_kafka_abort_transaction(client, limit?.wholeMilliseconds ?? -1), "abort transaction of", transactionalID)
    }

    /// Frees everything; a transaction still open is left to the broker's time-out or to the id's next owner.
    @discardableResult
    public func close(within limit: Duration) -> Bool {
        producer.abandon(within: limit)
    }
}
