import KafkaClient

/// Which errors of the sink's Kafka client are worth a line. Decided from times that come in as parameters.
///
/// A librdkafka from 2.10 on says every second that all brokers are down, an older one once or twice an outage.
struct SinkBrokerNews {
    private var allDownMs: Int64?

    /// An outage is over when nothing was said of it for so long, ms.
    static let outageEndMs: Int64 = 60_000

    /// - Parameter now: monotonic time, ms.
    /// - Returns: `.warning` for what an operator should hear of; `.debug` for a connection that broke, which the
    ///   client makes anew and which matters only when it was the last, and for what was said of the same outage.
    mutating func level(of error: KafkaError, atMs now: Int64) -> LogLevel {
        switch error.code {
        case .transport: return .debug
        case .allBrokersDown:
            defer { allDownMs = now }
            guard let before = allDownMs else { return .warning }
            return now - before < Self.outageEndMs ? .debug : .warning
        default: return .warning
        }
    }
}
