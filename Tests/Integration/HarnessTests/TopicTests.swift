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
