import CLibrdkafka
import Glibc

/// A reader of Kafka: as a member of a group, or of partitions named by hand.
///
/// One thread owns a consumer and makes all calls; that is why it is not `Sendable`. Records come from one
/// ``PartitionQueue`` per assigned partition, never mixed; everything else comes as a value from ``poll(timeout:)``.
/// librdkafka fetches and keeps the membership alive on threads of its own, as long as the owner polls or drains
/// something at least every `max.poll.interval.ms`.
///
/// Offsets are stored nowhere by themselves: `enable.auto.commit` and `enable.auto.offset.store` are off unless set.
public final class Consumer {
    let handle: KafkaHandle
    let wakeup: Wakeup?
    let prefetch: Prefetch?
    private var events: OpaquePointer?
    var queues: [TopicPartition: PartitionQueue] = [:]
    var isCooperative = false

    /// Makes the client; connecting goes on in the background, so brokers need not be there.
    ///
    /// - Parameters:
    ///   - settings: with `bootstrap.servers` and `group.id`, which reading by hand needs too, though it joins no
    ///     group.
    ///   - hooks: where log lines and statistics go.
    ///   - wakeup: signalled when an event or a record arrives where none was waiting.
    /// - Throws: when a setting is refused; the error's subject is its key.
    public init(settings: KafkaSettings, hooks: KafkaHooks = KafkaHooks(), wakeup: Wakeup? = nil) throws(KafkaError) {
        guard settings["group.id"] != nil else {
            throw KafkaError(
                RD_KAFKA_RESP_ERR__INVALID_ARG, "configure", "group.id", reason: "a consumer needs a group.id")
        }
        var settings = settings
        settings.setDefault("enable.auto.commit", "false")
        settings.setDefault("enable.auto.offset.store", "false")
        let configuration = try settings.makeConfiguration()
        rd_kafka_conf_set_events(
            configuration, RD_KAFKA_EVENT_REBALANCE | RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_STATS)
        handle = try KafkaHandle(
            RD_KAFKA_CONSUMER, configuration: configuration, context: CallbackContext(hooks: hooks))
        self.wakeup = wakeup
        prefetch = Prefetch(handle, settings)
        try KafkaError.check(rd_kafka_poll_set_consumer(handle.client), "open", handle.name)
        guard let events = rd_kafka_queue_get_consumer(handle.client) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__UNKNOWN_GROUP, "open", handle.name)
        }
        self.events = events
        wakeup?.attach(to: events)
    }

    deinit {
        close(within: closeOnReleaseLimit)
    }

    /// The name librdkafka gave the client, as in its log lines.
    public var name: String { handle.name }

    /// Joins the group for these topics, in place of any before. Assignments come as events.
    public func subscribe(_ topics: [String]) throws(KafkaError) {
        let list = PartitionList(topics: topics)
        try KafkaError.check(
            rd_kafka_subscribe(handle.client, list.pointer), "subscribe to", topics.joined(separator: ", "))
    }

    /// Leaves the group; what was assigned comes as a revocation first.
    public func unsubscribe() throws(KafkaError) {
        try KafkaError.check(rd_kafka_unsubscribe(handle.client), "unsubscribe")
    }

    /// The next event, nil when there is none. Records never come this way.
    ///
    /// - Parameter timeout: how long to wait for one; zero only looks.
    public func poll(timeout: Duration = .zero) -> ConsumerEvent? {
        var milliseconds = timeout.wholeMilliseconds
        while let events, let event = rd_kafka_queue_poll(events, milliseconds) {
            defer { rd_kafka_event_destroy(event) }
            if let found = interpret(event) { return found }
            milliseconds = 0
        }
        return nil
    }

    private func interpret(_ event: OpaquePointer) -> ConsumerEvent? {
        switch rd_kafka_event_type(event) {
        case RD_KAFKA_EVENT_REBALANCE:
            return rebalance(event)
        case RD_KAFKA_EVENT_STATS:
            if let json = rd_kafka_event_stats(event), let report = handle.context.hooks.statistics {
                report(UnsafeRawBufferPointer(start: json, count: strlen(json)))
            }
            return nil
        case RD_KAFKA_EVENT_ERROR:
            return .error(
                KafkaError(
                    rd_kafka_event_error(event), "run", name,
                    reason: rd_kafka_event_error_string(event).map { String(cString: $0) },
                    isFatal: rd_kafka_event_error_is_fatal(event) != 0))
        case RD_KAFKA_EVENT_FETCH:
            // Cannot be while every partition's queue is parted; passing over it in silence would lose a record.
            return .error(
                KafkaError(
                    RD_KAFKA_RESP_ERR__STATE, "read", name, reason: "a record came outside its partition's queue",
                    isFatal: true))
        default:
            return nil
        }
    }

    /// Leaves the group and frees everything; the owner's transactions must have ended. No call may follow.
    ///
    /// - Parameter limit: how long it may take; leaving needs a reachable coordinator.
    /// - Returns: false when the limit passed first; the session then runs out on the broker.
    @discardableResult
    public func close(within limit: Duration) -> Bool {
        guard !handle.isClosed else { return true }
        let deadline = Deadline(within: limit)
        for queue in queues.values { queue.close() }
        queues.removeAll()
        let hasLeft = leaveGroup(until: deadline)
        if let events {
            if wakeup != nil { Wakeup.detach(from: events) }
            rd_kafka_queue_destroy(events)
        }
        events = nil
        let flags = hasLeft ? 0 : RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE
        return handle.destroy(within: deadline.remaining, flags: flags) && hasLeft
    }

    /// Answers the closing revocation. Source: `rd_kafka_consumer_close_queue` in rdkafka.h.
    private func leaveGroup(until deadline: Deadline) -> Bool {
        guard let closing = rd_kafka_queue_new(handle.client) else { return false }
        defer { rd_kafka_queue_destroy(closing) }
        if let error = rd_kafka_consumer_close_queue(handle.client, closing) {
            rd_kafka_error_destroy(error)
            return true
        }
        while rd_kafka_consumer_closed(handle.client) == 0 {
            if deadline.hasPassed { return false }
            guard let event = rd_kafka_queue_poll(closing, deadline.milliseconds(atMost: .milliseconds(20))) else {
                continue
            }
            defer { rd_kafka_event_destroy(event) }
            guard rd_kafka_event_type(event) == RD_KAFKA_EVENT_REBALANCE else { continue }
            _ = try? giveUp(PartitionList.partitions(of: rd_kafka_event_topic_partition_list(event)))
        }
        return true
    }
}
