import DisruptionCore
import KafkaClient
import WireFormat

/// Why a dead letter cannot be sent again.
struct RedriveError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Makes originals of dead letters and sends them.
final class Redrive {
    /// A record as it was before it was refused.
    struct Original: Equatable {
        var topic: String
        var key: [UInt8]?
        var value: [UInt8]?
        var headers: [RecordHeader]
    }

    private let configuration: Configuration
    private let producer: Producer
    /// Real names of the topics that are read: nothing else is written.
    private let inputs: Set<String>
    /// Reads originals again; made when the first is needed.
    private var reader: Consumer?

    private static let readLimit = Duration.seconds(10)
    private static let closeLimit = Duration.seconds(30)

    /// - Throws: when a setting is refused.
    init(_ configuration: Configuration) throws(KafkaError) {
        self.configuration = configuration
        inputs = Set(InputTopic.allCases.map { configuration.topics[$0.name.description] })
        var settings = configuration.kafka.librdkafka
        for (key, value) in [
            ("bootstrap.servers", configuration.kafka.bootstrapServers), ("client.id", "iropsd-redrive"),
            ("enable.idempotence", "true"),
        ] { settings[key] = value }
        producer = try Producer(settings: settings, hooks: KafkaHooks(log: { _, _, _ in }))
    }

    /// The original of a dead letter, with the attempt that this is.
    func record(of letter: StoredDeadLetter) throws(RedriveError) -> Original {
        guard let topic = letter.headers.topic else { throw RedriveError("does not say which topic it came from") }
        guard inputs.contains(topic) else {
            throw RedriveError("came from \(topic), which is no input of this configuration")
        }
        var record = Original(topic: topic, key: letter.key, value: letter.value, headers: letter.original)
        if letter.headers.isValueWithheld { record = try original(letter, topic) }
        record.headers.append(RecordHeader("dlq.attempt", text: "\(letter.headers.attempt ?? 1)"))
        return record
    }

    private func original(_ letter: StoredDeadLetter, _ topic: String) throws(RedriveError) -> Original {
        guard let partition = letter.headers.partition, let offset = letter.headers.offset else {
            throw RedriveError("its value is withheld, and where the original stands is not said")
        }
        let place = TopicPartition(topic, partition)
        var found: Original?
        var later: Int64?
        do {
            let consumer = try reader ?? makeReader()
            reader = consumer
            let range = try consumer.watermarks(of: place, timeout: Redrive.readLimit)
            guard range.low <= offset, offset < range.high else {
                throw RedriveError(
                    "its original at \(place)@\(offset) is gone; the topic has \(range.low) to \(range.high)")
            }
            try consumer.assign(manually: [PartitionOffset(place, .at(offset))])
            let untilMs = SystemClock.monotonicMs() + 10_000
            while found == nil, later == nil, SystemClock.monotonicMs() < untilMs {
                let drained = try consumer.queue(topic, partition)?.drain { (message) throws(KafkaError) in
                    if let error = message.error, !message.isEndOfPartition { throw error }
                    guard message.isRecord, found == nil, later == nil else { return }
                    guard message.offset == offset else {
                        later = message.offset
                        return
                    }
                    found = Original(
                        topic: topic, key: message.key.map { Array($0) }, value: message.value.map { Array($0) },
                        headers: message.headers.filter { !$0.name.hasPrefix("dlq.") }.map {
                            RecordHeader($0.name, $0.value.map { Array($0) })
                        })
                }
                if drained ?? 0 == 0 { _ = consumer.poll(timeout: .milliseconds(100)) }
            }
        } catch let error as RedriveError {
            throw error
        } catch {
            throw RedriveError("its original at \(place)@\(offset) cannot be read: \(error)")
        }
        guard let found else { throw RedriveError("its original at \(place)@\(offset) cannot be read any more") }
        return found
    }

    private func makeReader() throws(KafkaError) -> Consumer {
        var settings = configuration.kafka.librdkafka
        for (key, value) in [
            ("bootstrap.servers", configuration.kafka.bootstrapServers), ("client.id", "iropsd-redrive"),
            ("group.id", "\(configuration.kafka.groupId)-redrive"), ("enable.auto.commit", "false"),
            ("isolation.level", "read_committed"), ("auto.offset.reset", "error"),
        ] { settings[key] = value }
        return try Consumer(settings: settings, hooks: KafkaHooks(log: { _, _, _ in }))
    }

    func send(_ record: Original) throws(RedriveError) {
        do {
            let topic = try producer.topic(record.topic)
            func view(_ bytes: [UInt8]?, _ body: (UnsafeRawBufferPointer?) throws -> ProduceResult) throws
                -> ProduceResult
            {
                guard let bytes else { return try body(nil) }
                return try bytes.withUnsafeBytes { try body($0) }
            }
            while true {
                let result = try view(record.key) { key in
                    try view(record.value) { value in
                        try producer.produce(to: topic, key: key, value: value, headers: record.headers)
                    }
                }
                if result == .queued { return }
                producer.poll(timeout: .milliseconds(100))
            }
        } catch {
            throw RedriveError("\(error)")
        }
    }

    /// Waits until all is acknowledged, and ends.
    /// - Parameter sent: records handed over.
    /// - Returns: how many of them were not.
    func finish(_ sent: Int) -> Int {
        reader?.close(within: .seconds(2))
        _ = producer.flush(within: Redrive.closeLimit)
        let unsent = max(0, sent - producer.delivered())
        producer.close(within: .seconds(2))
        return unsent
    }
}
