import KafkaClient
import Synchronization
import WireFormat

/// What librdkafka says of itself, by client: the last of each, for /metrics.
///
/// A client that is made anew under the same name counts from 0 again, as a process does that starts.
final class ClientStatistics: Sendable {
    private let last = Mutex<[String: KafkaStatistics]>([:])

    /// Milliseconds between two statements of a client, as librdkafka's property has it.
    static let intervalMs = "10000"

    /// The hooks of a client, with an ear for its statistics.
    /// - Parameter client: the value of the label; from the source and the number of a lane, never from outside.
    func listening(to client: String, _ hooks: KafkaHooks) -> KafkaHooks {
        var hooks = hooks
        hooks.statistics = { [self] in take($0, of: client) }
        return hooks
    }

    /// Takes a statement; what is none is left out.
    func take(_ json: UnsafeRawBufferPointer, of client: String) {
        guard let statistics = KafkaStatistics(json) else { return }
        last.withLock { $0[client] = statistics }
    }

    func register(in metrics: MetricsRegistry) {
        typealias Figure = @Sendable (KafkaStatistics) -> Int64
        let samples: @Sendable (@escaping Figure) -> [MetricSample] = { [self] figure in
            last.withLock { $0 }.sorted { $0.key < $1.key }.map {
                MetricSample(figure($0.value), labels: ["client": $0.key])
            }
        }
        func counter(_ name: String, _ help: String, unit: MetricUnit = .count, _ figure: @escaping Figure) {
            metrics.collectCounters(name, help, unit: unit) { samples(figure) }
        }
        func gauge(_ name: String, _ help: String, unit: MetricUnit = .count, _ figure: @escaping Figure) {
            metrics.collectGauges(name, help, unit: unit) { samples(figure) }
        }
        counter("iropsd_kafka_client_requests_total", "Requests to brokers.") { $0.requests }
        counter("iropsd_kafka_client_request_errors_total", "Requests that failed or had no answer in time.") {
            $0.requestErrors
        }
        counter("iropsd_kafka_client_sent_bytes_total", "Sent to brokers.", unit: .bytes) { $0.sentBytes }
        counter("iropsd_kafka_client_received_bytes_total", "Received from brokers.", unit: .bytes) {
            $0.receivedBytes
        }
        counter("iropsd_kafka_client_connects_total", "Connections begun.") { $0.connects }
        counter("iropsd_kafka_client_disconnects_total", "Connections ended, by whomever.") { $0.disconnects }
        counter("iropsd_kafka_client_rebalances_total", "Times that the group dealt its partitions anew.") {
            $0.rebalances
        }
        gauge("iropsd_kafka_client_brokers_up", "Brokers with a connection.") { $0.brokersUp }
        gauge(
            "iropsd_kafka_client_round_trip_seconds", "From request to answer, average of the slowest broker.",
            unit: .microseconds
        ) { $0.roundTripUs }
        gauge("iropsd_kafka_client_round_trip_p99_seconds", "The same, 99th percentile.", unit: .microseconds) {
            $0.roundTripP99Us
        }
        gauge("iropsd_kafka_client_throttle_seconds", "Held back by a broker's quota, at worst.", unit: .milliseconds) {
            $0.throttleMs
        }
        gauge("iropsd_kafka_client_queued_messages", "Fetched and not taken, or not delivered yet.") {
            $0.queuedMessages
        }
        gauge("iropsd_kafka_client_queued_bytes", "Their size.", unit: .bytes) { $0.queuedBytes }
    }
}
