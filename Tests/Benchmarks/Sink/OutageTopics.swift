import DisruptionService
import Harness
import KafkaClient
import WireFormat

/// Fills the output topics with what the daemon writes of a job, over and over until there are enough events.
struct OutageTopics {
    let installation: Installation
    private let producer: Producer
    private let topics: [SinkTable: ProducerTopic]

    init(_ installation: Installation) throws {
        self.installation = installation
        producer = try Producer(
            settings: [
                "bootstrap.servers": installation.bootstrapServers, "enable.idempotence": "true", "linger.ms": "5",
                "compression.type": "lz4", "queue.buffering.max.messages": "200000",
            ])
        topics = [
            .disruptions: try producer.topic(installation.topic("disruption.events")),
            .flightState: try producer.topic(installation.topic("flight.state")),
            .deadLetters: try producer.topic(installation.topic("dead.letter.queue")),
        ]
    }

    /// Writes the records.
    /// - Returns: the events that they are of, and how many they are.
    func fill(_ job: ReferenceJob, events: Int) throws -> (events: Int, records: Int) {
        defer { producer.abandon(within: .seconds(5)) }
        var (done, records, pass) = (0, 0, 0)
        while done < events {
            var job = job
            job.most = events - done
            done += try EngineOutputs(job: job).forEach { record in
                try write(record, pass: pass)
                records += 1
                if records % 50_000 == 0 {
                    try Interruption.check()
                    Console.progress("sink, outage: \(Figure.grouped(records)) records written into the topics")
                }
            }
            pass += 1
        }
        guard producer.flush(within: .seconds(120)), producer.failure == nil else {
            throw BenchmarkFailure("the broker did not take all records")
        }
        return (done, records)
    }

    private func write(_ record: EngineOutputs.Record, pass: Int) throws {
        guard let topic = topics[record.table] else { return }
        if pass == 0 { return try send(topic, record, record.key, record.value) }
        // Another year's legs, and disruptions that are not those of the pass before.
        var key = Array(record.key)
        if record.table == .disruptions { key[0] = UInt8(ascii: "g") + UInt8(pass) }
        Self.shift(&key, pass)
        guard var value = record.value.map({ Array($0) }) else {
            return try key.withUnsafeBytes { try send(topic, record, $0, nil) }
        }
        if record.table == .disruptions, let id = value.firstIndex(of: UInt8(ascii: ":")) { value[id + 2] = key[0] }
        Self.shift(&value, pass)
        try key.withUnsafeBytes { key in
            try value.withUnsafeBytes { try send(topic, record, key, $0) }
        }
    }

    /// Moves dates of 2008 by as many years.
    private static func shift(_ text: inout [UInt8], _ years: Int) {
        let year = Array("2008-".utf8)
        var index = 0
        while index + 5 <= text.count {
            if text[index] == year[0], text[index..<index + 5].elementsEqual(year) {
                text[index + 3] += UInt8(years)
                if text[index + 3] > UInt8(ascii: "9") {
                    text[index + 3] -= 10
                    text[index + 2] += 1
                }
                index += 5
            } else {
                index += 1
            }
        }
    }

    private func send(
        _ topic: ProducerTopic, _ record: EngineOutputs.Record, _ key: UnsafeRawBufferPointer,
        _ value: UnsafeRawBufferPointer?
    ) throws {
        let headers = record.headers.map { RecordHeader($0.name, $0.value) }
        while try producer.produce(to: topic, key: key, value: value, headers: headers) == .queueFull {
            producer.poll(timeout: .milliseconds(10))
        }
        producer.poll()
    }
}
