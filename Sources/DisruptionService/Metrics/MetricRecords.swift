import DisruptionCore
import KafkaClient
import WireFormat

/// Writes what /metrics says to the topic system.metrics now and then, as a record of this host.
///
/// Nothing waits for it: while the topic is missing, or may not be written, the figures of that time are left out.
final class MetricRecords: Sendable {
    private let service: ServiceContext
    private let topic: String
    private let host: String

    /// Between two records, ms.
    private static let periodMs: Int32 = 60_000
    /// Before the first, ms: a process that ends soon has told of itself too.
    private static let firstMs: Int32 = 5_000
    private static let deliveryLimit = Duration.seconds(10)
    private static let pollTime = Duration.milliseconds(200)
    private static let closeLimit = Duration.milliseconds(300)

    init(_ service: ServiceContext) {
        self.service = service
        topic = service.configuration.topics["system.metrics"]
        host = SinkHolder.hostName
    }

    /// Starts writing, where the configuration wants it.
    static func start(_ service: ServiceContext) throws(CommandError) -> SystemThread? {
        guard service.configuration.outputs.systemMetrics else { return nil }
        let records = MetricRecords(service)
        return try SystemThread("metric-records") { records.run() }
    }

    private func run() {
        var told: String?
        var pauseMs = MetricRecords.firstMs
        while !service.stop.wait(milliseconds: pauseMs) {
            pauseMs = MetricRecords.periodMs
            do throws(KafkaError) {
                try write()
                told = nil
            } catch {
                // That no broker answers is told elsewhere.
                if error.isRetriable || error.healsWithBroker || told == error.description { continue }
                told = error.description
                service.log.emit(.metricsNotWritten(topic, error))
            }
        }
    }

    /// A client for each record: a connection a minute costs less than one that is kept, with its threads and memory.
    private func write() throws(KafkaError) {
        var settings = service.configuration.kafka.librdkafka
        for (key, value) in [
            ("bootstrap.servers", service.configuration.kafka.bootstrapServers), ("client.id", "iropsd-metrics"),
            ("message.timeout.ms", "8000"), ("message.max.bytes", "1048576"), ("compression.type", "zstd"),
        ] { settings[key] = value }
        for key in ["group.id", "group.instance.id", "transactional.id", "enable.idempotence"] { settings[key] = nil }
        let producer = try Producer(settings: settings, hooks: .logging(to: service.log, client: "metrics"))
        defer { producer.abandon(within: MetricRecords.closeLimit) }
        var json = JSONWriter(capacity: 32 * 1024)
        MetricRecords.write(
            service.metrics.text, host: host, instance: service.configuration.kafka.instanceId, at: SystemClock.now(),
            into: &json)
        let target = try producer.topic(topic)
        _ = try Array(host.utf8).withUnsafeBufferPointer { (key) throws(KafkaError) in
            try producer.produce(to: target, key: UnsafeRawBufferPointer(key), value: json.bytes)
        }
        // A process that ends waits for no broker.
        let end = ContinuousClock.now.advanced(by: MetricRecords.deliveryLimit)
        while !service.stop.isRequested, ContinuousClock.now < end {
            if try producer.waitUntilDelivered(1, on: 0, within: MetricRecords.pollTime) { break }
        }
        if let failure = producer.failure { throw failure }
    }

    /// One record. Names are the series of Prometheus' text, labels among them.
    static func write(
        _ metrics: String, host: String, instance: String?, at: Instant, into json: inout JSONWriter
    ) {
        json.beginObject()
        json.field("host", host)
        json.field("instance_id", ifPresent: instance)
        json.field("at", at)
        json.field("version", ServiceVersion.text)
        json.key("metrics")
        json.beginObject()
        for line in metrics.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " ") else { continue }
            json.key(text: String(line[..<space]))
            var number = String(line[line.index(after: space)...])
            number.withUTF8 { json.value(raw: UnsafeRawBufferPointer($0)) }
        }
        json.endObject()
        json.endObject()
    }
}

extension LogEvent {
    fileprivate static func metricsNotWritten(_ topic: String, _ error: KafkaError) -> LogEvent {
        LogEvent(
            .warning, "metrics.not_written",
            "Figures of this process are not in Kafka; run iropsd topics apply, or set outputs.system_metrics: false",
            ["topic": .text(topic), "why": .described(error)])
    }
}
