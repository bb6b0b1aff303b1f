import Glibc
import Harness
import KafkaClient
import Testing

@Suite("Topics, there and back", .needsKafka)
struct TopicTests {
    @Test("What is written is read: key, value, headers, time, tombstone, partition")
    func roundTrip() throws {
        let kafka = try KafkaServer.shared()
        let topic = try kafka.createTopic("round-trip", partitions: 3)
        let writer = try kafka.writer()
        for number in 0..<100 {
            try writer.write(
                topic, partition: Int32(number % 2), key: "k\(number)", text: "v\(number)",
                timestampMs: 1_200_000_000_000 + Int64(number), headers: [RecordHeader("n", text: "\(number)")])
        }
        try writer.write(topic, partition: 1, key: "gone", value: nil)
        try writer.flush()

        let records = try kafka.reader.readAll(topic)
        #expect(records.count == 101)
        #expect(records.filter { $0.partition == 0 }.map(\.valueText) == (0..<50).map { "v\(2 * $0)" })
        #expect(records.filter { $0.partition == 1 }.map(\.offset) == (0..<51).map { Int64($0) })
        let third = try #require(records.first { $0.keyText == "k3" })
        #expect(third.header("n") == "3")
        #expect(third.header("m") == nil)
        #expect(third.timestampMs == 1_200_000_000_003)
        #expect(records.last?.keyText == "gone")
        #expect(records.last?.value == nil)
    }

    /// The broker says that a topic is there before it takes records of all its partitions.
    @Test("Nothing is lost of what is written first to a topic that was just made")
    func newTopic() throws {
        let kafka = try KafkaServer.shared()
        for _ in 0..<25 {
            let topic = try kafka.createTopic("new", partitions: 6)
            let producer = try Producer(
                settings: [
                    "bootstrap.servers": kafka.bootstrapServers, "enable.idempotence": "true", "linger.ms": "1",
                ])
            for number in 0..<200 {
                _ = try producer.produce(topic: topic, partition: Int32(number % 6), value: Array("\(number)".utf8))
                producer.poll()
                usleep(500)
            }
            #expect(producer.flush(within: .seconds(60)))
            let values = try kafka.reader.readAll(topic).compactMap(\.valueText)
            #expect(values.count == producer.delivered() && values.count == 200)
            producer.close(within: .seconds(5))
        }
    }

    @Test("A reader of committed records does not see those of an open or aborted transaction")
    func isolation() throws {
        let kafka = try KafkaServer.shared()
        let topic = try kafka.createTopic("isolation")
        let producer = try TransactionalProducer(
            settings: ["bootstrap.servers": kafka.bootstrapServers, "transactional.id": topic])
        defer { producer.close(within: .seconds(5)) }
        try producer.initTransactions(within: .seconds(20))
        for (value, isCommitted) in [("kept", true), ("dropped", false)] {
            try producer.begin()
            #expect(try producer.producer.produce(topic: topic, value: Array(value.utf8)) == .queued)
            #expect(producer.producer.flush(within: .seconds(20)))
            try isCommitted ? producer.commit() : producer.abort()
        }
        #expect(try kafka.reader.readAll(topic).map(\.valueText) == ["kept"])
        let all = try TopicReader(kafka.bootstrapServers, isolation: .uncommitted).readAll(topic)
        #expect(all.map(\.valueText) == ["kept", "dropped"])
    }

    @Test("A topic that is not there is said not to be")
    func absent() throws {
        let kafka = try KafkaServer.shared()
        #expect(throws: HarnessError.self) { try kafka.reader.readAll("no-such-topic") }
    }
}
