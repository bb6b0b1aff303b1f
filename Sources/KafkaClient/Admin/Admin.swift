import CLibrdkafka
import Synchronization

/// Asks and changes what a cluster consists of: brokers, topics, their settings, groups.
///
/// Calls block up to their time-out and may come from any thread, since each has a result queue of its own
/// (rdkafka.h, Admin API: results are emitted on the queue that is passed).
public final class Admin: Sendable {
    let handle: KafkaHandle
    private let settings: KafkaSettings
    private let hooks: KafkaHooks
    private let outsiders = Mutex<[String: KafkaHandle]>([:])

    /// - Parameter settings: with `bootstrap.servers`; connecting goes on in the background.
    public init(settings: KafkaSettings, hooks: KafkaHooks = KafkaHooks()) throws(KafkaError) {
        self.settings = settings
        self.hooks = hooks
        handle = try KafkaHandle(
            RD_KAFKA_PRODUCER, configuration: settings.makeConfiguration(), context: CallbackContext(hooks: hooks))
    }

    /// Frees everything; no call may follow.
    @discardableResult
    public func close(within limit: Duration) -> Bool {
        let deadline = Deadline(within: limit)
        var areGone = true
        for outsider in outsiders.withLock({ $0.values.map { $0 } }) {
            areGone =
                outsider.destroy(within: deadline.remaining, flags: RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE) && areGone
        }
        return handle.destroy(within: max(deadline.remaining, .milliseconds(100))) && areGone
    }

    /// A consumer of a group's that never joins it, made on first use: it knows how to look for a coordinator that has
    /// moved. Where none is known any more, a client without a group ends the process (seen with 2.0.2).
    func outsider(of group: String) throws(KafkaError) -> KafkaHandle {
        if let known = outsiders.withLock({ $0[group] }) { return known }
        var settings = settings
        settings["group.id"] = group
        settings["group.instance.id"] = nil
        let made = try KafkaHandle(
            RD_KAFKA_CONSUMER, configuration: settings.makeConfiguration(), context: CallbackContext(hooks: hooks))
        return outsiders.withLock { outsiders in
            if let raced = outsiders[group] {
                made.destroy(within: .zero, flags: RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
                return raced
            }
            outsiders[group] = made
            return made
        }
    }

    /// The brokers, the controller and the cluster's id.
    public func cluster(timeout: Duration) throws(KafkaError) -> ClusterDescription {
        let deadline = Deadline(within: timeout)
        let brokers = try withMetadata("describe cluster", deadline) { metadata in
            UnsafeBufferPointer(start: metadata.brokers, count: Int(metadata.broker_cnt)).map { broker in
                Broker(id: broker.id, host: broker.host.map { String(cString: $0) } ?? "", port: Int(broker.port))
            }
        }
        let controller = rd_kafka_controllerid(handle.client, deadline.milliseconds)
        var id: String?
        if let text = rd_kafka_clusterid(handle.client, deadline.milliseconds) {
            id = String(cString: text)
            rd_kafka_mem_free(handle.client, text)
        }
        return ClusterDescription(
            id: id, brokers: brokers.sorted { $0.id < $1.id }, controller: controller < 0 ? nil : controller)
    }

    /// Every topic the client may see, by name. Asking never makes a topic.
    public func topics(timeout: Duration) throws(KafkaError) -> [String: TopicDescription] {
        let found = try withMetadata("describe topics", Deadline(within: timeout)) { metadata in
            UnsafeBufferPointer(start: metadata.topics, count: Int(metadata.topic_cnt)).map { TopicDescription($0) }
        }
        return Dictionary(found.map { ($0.name, $0) }) { first, _ in first }
    }

    private func withMetadata<Result>(
        _ operation: String, _ deadline: Deadline, _ body: (rd_kafka_metadata) -> Result
    ) throws(KafkaError) -> Result {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        try KafkaError.check(rd_kafka_metadata(handle.client, 1, nil, &metadata, deadline.milliseconds), operation)
        guard let metadata else { throw KafkaError(RD_KAFKA_RESP_ERR__BAD_MSG, operation) }
        defer { rd_kafka_metadata_destroy(metadata) }
        return body(metadata.pointee)
    }
}

extension TopicDescription {
    init(_ topic: rd_kafka_metadata_topic) {
        let name = topic.topic.map { String(cString: $0) } ?? ""
        let partitions = UnsafeBufferPointer(start: topic.partitions, count: Int(topic.partition_cnt)).map {
            partition in
            PartitionDescription(
                id: partition.id, leader: partition.leader < 0 ? nil : partition.leader,
                replicas: [Int32](UnsafeBufferPointer(start: partition.replicas, count: Int(partition.replica_cnt))),
                inSync: [Int32](UnsafeBufferPointer(start: partition.isrs, count: Int(partition.isr_cnt))))
        }
        self.init(
            name: name, partitions: partitions.sorted { $0.id < $1.id },
            error: topic.err == RD_KAFKA_RESP_ERR_NO_ERROR ? nil : KafkaError(topic.err, "describe topic", name))
    }
}
