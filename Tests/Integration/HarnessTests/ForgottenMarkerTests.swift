import Harness
import KafkaClient
import Testing

@Suite("A transaction whose end the broker forgot")
struct ForgottenMarkerTests {
    /// What Kafka 4.3.1 printed about a transaction whose coordinator's log was lost, behind a warning of its logger.
    private static let hanging = """
        WARN Something that a logger says\twith a tab
        Topic\tPartition\tProducerId\tProducerEpoch\tCoordinatorEpoch\tStartOffset\tLastTimestamp\tDuration(min)\t
        x    \t0        \t0         \t2            \t0               \t193        \t1795344539509\t0            \t

        """
    /// What it printed while the transaction was open and known to its coordinator.
    private static let none =
        "Topic\tPartition\tProducerId\tProducerEpoch\tCoordinatorEpoch\tStartOffset\tLastTimestamp\tDuration(min)\t\n"

    @Test("What the tool prints is read")
    func printed() throws {
        let marker = try #require(try ForgottenMarker.printed(Self.hanging).first)
        #expect(marker.topic == "x")
        #expect(marker.partition == 0)
        #expect(marker.producerID == 0)
        #expect(marker.startOffset == 193)
        #expect(try ForgottenMarker.printed(Self.hanging).count == 1)
        #expect(try ForgottenMarker.printed(Self.none) == [])
    }

    @Test("Nothing follows from anything else")
    func notPrinted() {
        #expect(throws: HarnessError.self) { try ForgottenMarker.printed("") }
        #expect(throws: HarnessError.self) { try ForgottenMarker.printed("Error: the timeout expired\n") }
    }

    @Test("Proven where the coordinator knows nothing of an open transaction, and not while it does", .needsKafka)
    func proof() throws {
        let kafka = try KafkaServer()
        let topic = try kafka.createTopic("positions")
        let producer = try TransactionalProducer(settings: [
            "bootstrap.servers": kafka.bootstrapServers, "transactional.id": "somebody",
        ])
        defer { producer.close(within: .seconds(1)) }
        let consumer = try Consumer(settings: ["bootstrap.servers": kafka.bootstrapServers, "group.id": "readers"])
        defer { consumer.close(within: .seconds(1)) }
        try producer.initTransactions(within: .seconds(30))
        try producer.begin()
        let position = PartitionOffset(topic, 0, at: 17)
        try producer.sendOffsets([position], of: consumer.groupMetadata(), within: .seconds(30))
        #expect(try ForgottenMarker.proven(of: kafka) == [])

        try kafka.kill()
        let logs = try SpawnedProcess.run(
            ["find", kafka.folder.path, "-type", "d", "-name", "__transaction_state-*"], in: kafka.folder)
        #expect(!logs.isEmpty)
        try SpawnedProcess.run(["rm", "-r"] + logs.split(separator: "\n").map(String.init), in: kafka.folder)
        try kafka.restart()
        let proven = try ForgottenMarker.proven(of: kafka)
        #expect(proven.map(\.topic) == ["__consumer_offsets"])
        #expect(proven.map(\.startOffset) == [0])
    }
}
