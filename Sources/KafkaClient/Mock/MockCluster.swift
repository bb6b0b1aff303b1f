import CLibrdkafka

/// librdkafka's own pretended brokers inside this process, for demonstrations and tests without Kafka.
///
/// It keeps at most 5 MiB or 100,000 records of each partition, accepts transactions without keeping their offsets, and
/// takes about 3 s to form a group. Source: rdkafka_mock.h. Calls may come from any thread.
public final class MockCluster: Sendable {
    private let handle: KafkaHandle
    private nonisolated(unsafe) let cluster: OpaquePointer

    /// The address for `bootstrap.servers`.
    public let bootstrapServers: String

    /// - Parameter brokers: how many, at least 1; each listens on a free port of 127.0.0.1.
    public init(brokers: Int = 1, hooks: KafkaHooks = KafkaHooks()) throws(KafkaError) {
        // The client that carries the brokers connects to nobody, which librdkafka would remark on at level 5.
        let settings: KafkaSettings = ["log_level": "4"]
        handle = try KafkaHandle(
            RD_KAFKA_PRODUCER, configuration: settings.makeConfiguration(), context: CallbackContext(hooks: hooks))
        guard let cluster = rd_kafka_mock_cluster_new(handle.client, Int32(clamping: brokers)) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE, "start mock cluster")
        }
        self.cluster = cluster
        bootstrapServers = rd_kafka_mock_cluster_bootstraps(cluster).map { String(cString: $0) } ?? ""
    }

    deinit {
        stop()
    }

    /// Makes a topic. Topics also come into being by use, with four partitions, which is rarely what is wanted.
    public func createTopic(_ name: String, partitions: Int, replicationFactor: Int = 1) throws(KafkaError) {
        _ = handle.client
        try KafkaError.check(
            rd_kafka_mock_topic_create(cluster, name, Int32(clamping: partitions), Int32(clamping: replicationFactor)),
            "create mock topic", name)
    }

    /// Lets a broker, from 1, vanish or come back.
    public func setBroker(_ id: Int32, isUp: Bool) throws(KafkaError) {
        _ = handle.client
        let code =
            isUp ? rd_kafka_mock_broker_set_up(cluster, id) : rd_kafka_mock_broker_set_down(cluster, id)
        try KafkaError.check(code, isUp ? "start mock broker" : "stop mock broker", String(id))
    }

    /// Delays every answer of a broker.
    public func setRoundTrip(ofBroker id: Int32, _ time: Duration) throws(KafkaError) {
        _ = handle.client
        try KafkaError.check(
            rd_kafka_mock_broker_set_rtt(cluster, id, time.wholeMilliseconds), "slow down mock broker", String(id))
    }

    /// Answers the next requests of one kind with these errors, one each.
    ///
    /// - Parameter apiKey: the request's number in the Kafka protocol, for example 0 Produce, 26 EndTxn.
    public func failNext(apiKey: Int16, with codes: [KafkaErrorCode]) {
        _ = handle.client
        let errors = codes.map { rd_kafka_resp_err_t($0.rawValue) }
        rd_kafka_mock_push_request_errors_array(cluster, apiKey, errors.count, errors)
    }

    /// Ends the brokers; clients then find nobody. No call may follow.
    public func stop() {
        guard !handle.isClosed else { return }
        rd_kafka_mock_cluster_destroy(cluster)
        handle.destroy(within: closeOnReleaseLimit)
    }
}
