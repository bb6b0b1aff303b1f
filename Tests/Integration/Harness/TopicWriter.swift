package import KafkaClient

/// Writes records and knows that the broker has them.
package final class TopicWriter: Sendable {
    private let producer: Producer

    /// Longest wait for the broker to take what was written. Seconds.
    package static let flushSeconds: Int64 = 60

    /// - Parameter bootstrapServers: as in `bootstrap.servers`.
    package init(_ bootstrapServers: String) throws {
        producer = try Producer(
            settings: [
                "bootstrap.servers": bootstrapServers, "enable.idempotence": "true", "linger.ms": "5",
                // One request at a time: no record overtakes another while a broker goes and comes.
                "max.in.flight.requests.per.connection": "1", "message.max.bytes": "20000000",
                "message.timeout.ms": "0", "reconnect.backoff.max.ms": "500",
            ], hooks: .silent)
    }

    deinit { producer.abandon(within: .seconds(5)) }

    /// Hands a record over; it is there once `flush` returns.
    ///
    /// - Parameters:
    ///   - partition: nil lets the key decide.
    ///   - timestampMs: milliseconds since 1970 UTC; nil takes the present.
    package func write(
        _ topic: String, partition: Int32? = nil, key: String? = nil, value: [UInt8]?, timestampMs: Int64? = nil,
        headers: [RecordHeader] = []
    ) throws {
        while try producer.produce(
            topic: topic, partition: partition, key: key.map { Array($0.utf8) }, value: value, timestamp: timestampMs,
            headers: headers) == .queueFull
        {
            producer.poll(timeout: .milliseconds(10))
        }
        producer.poll()
    }

    /// The same with a text.
    package func write(
        _ topic: String, partition: Int32? = nil, key: String? = nil, text: String, timestampMs: Int64? = nil,
        headers: [RecordHeader] = []
    ) throws {
        try write(
            topic, partition: partition, key: key, value: Array(text.utf8), timestampMs: timestampMs, headers: headers)
    }

    /// Waits until every record is acknowledged; throws where one was not.
    package func flush(within seconds: Int64 = flushSeconds) throws {
        let isDone = producer.flush(within: .seconds(seconds))
        if let failure = producer.failure { throw failure }
        guard isDone else { throw HarnessError("the broker did not take all records within \(seconds) s") }
    }
}

extension KafkaHooks {
    /// For clients of tests, to which brokers that are away are nothing to write about.
    package static var silent: KafkaHooks { KafkaHooks(log: { _, _, _ in }) }
}
