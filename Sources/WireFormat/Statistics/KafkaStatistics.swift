import CSimdjson

/// What librdkafka says of one client, since it was made where nothing else is said. Sums are over its brokers.
/// Source: librdkafka's STATISTICS.md.
package struct KafkaStatistics: Sendable, Equatable {
    /// Requests sent to brokers, and how many of them and of their answers failed or had none in time.
    package let requests: Int64
    package let requestErrors: Int64
    package let sentBytes: Int64
    package let receivedBytes: Int64
    package let connects: Int64
    package let disconnects: Int64
    /// Brokers with a connection now.
    package let brokersUp: Int64
    /// From request to answer, of the slowest broker in the last interval: average and 99th percentile, microseconds.
    package let roundTripUs: Int64
    package let roundTripP99Us: Int64
    /// What a quota held back in the last interval, of the most throttled broker, milliseconds.
    package let throttleMs: Int64
    /// Messages and bytes in queues now: to be sent, or fetched and not taken.
    package let queuedMessages: Int64
    package let queuedBytes: Int64
    /// Times that the group dealt its partitions anew.
    package let rebalances: Int64

    /// Reads a statement; what it lacks is 0.
    /// - Returns: nil where the text is none.
    package init?(_ json: UnsafeRawBufferPointer) {
        var read = kafka_statistics()
        guard let bytes = json.bindMemory(to: UInt8.self).baseAddress, kafka_statistics_read(bytes, json.count, &read)
        else { return nil }
        requests = read.requests
        requestErrors = read.request_errors
        sentBytes = read.sent_bytes
        receivedBytes = read.received_bytes
        connects = read.connects
        disconnects = read.disconnects
        brokersUp = read.brokers_up
        roundTripUs = read.round_trip_us
        roundTripP99Us = read.round_trip_p99_us
        throttleMs = read.throttle_ms
        queuedMessages = read.queued_messages
        queuedBytes = read.queued_bytes
        rebalances = read.rebalances
    }
}
