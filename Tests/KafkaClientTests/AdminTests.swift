import KafkaClient
import Testing

@Suite("Administration of a real broker", .enabled(if: RealKafka.isAvailable, RealKafka.absence))
struct AdminTests {
    private let limit = Duration.seconds(20)

    @Test("A cluster tells its brokers, its controller and its id")
    func cluster() throws {
        let admin = try Admin(settings: RealKafka.settings())
        let cluster = try admin.cluster(timeout: limit)
        #expect(cluster.brokers.contains { $0.id == cluster.controller })
        #expect(cluster.brokers.allSatisfy { $0.port > 0 && !$0.host.isEmpty })
        #expect(cluster.id?.isEmpty == false)
    }

    @Test("A topic is made once, described, grown and removed")
    func topics() throws {
        let admin = try Admin(settings: RealKafka.settings())
        let name = RealKafka.uniqueName("admin")
        let topic = NewTopic(name, partitions: 3, replicationFactor: 1, configs: ["retention.ms": "60000"])
        try admin.createTopics([topic], validateOnly: true, timeout: limit).check()
        #expect(try admin.topics(timeout: limit)[name] == nil)

        try admin.createTopics([topic], timeout: limit).check()
        let again = try admin.createTopics([topic, NewTopic("no/such name", partitions: 1)], timeout: limit)
        #expect(again.map(\.subject) == [name, "no/such name"])
        #expect(again[0].error?.code == .topicAlreadyExists)
        #expect(again[1].error != nil)
        #expect(throws: KafkaError.self) { try again.check() }
        #expect(throws: KafkaError.self) { try again.check(ignoring: [.topicAlreadyExists]) }
        try again.prefix(1).check(ignoring: [.topicAlreadyExists])

        let made = try #require(try admin.topics(timeout: limit)[name])
        #expect(made.partitions.map(\.id) == [0, 1, 2])
        #expect(made.replicationFactor == 1)
        try admin.createPartitions(of: name, total: 5, timeout: limit)
        try eventually { try admin.topics(timeout: limit)[name]?.partitions.count == 5 }
        let fewer = #expect(throws: KafkaError.self) {
            try admin.createPartitions(of: name, total: 2, timeout: limit)
        }
        #expect(fewer?.code == .invalidPartitions)

        try admin.deleteTopics([name], timeout: limit).check()
        try eventually { try admin.topics(timeout: limit)[name] == nil }
        let gone = try admin.deleteTopics([name], timeout: limit)
        #expect(gone.first?.error?.code == .unknownTopicOrPartition)
    }

    @Test("A changed setting leaves the topic's other settings alone")
    func configs() throws {
        let admin = try Admin(settings: RealKafka.settings())
        let name = try RealKafka.makeTopic(
            "configs", partitions: 1, configs: ["retention.ms": "60000", "segment.ms": "50000"])
        try admin.alterConfigs(
            of: name, ["retention.ms": "70000", "segment.ms": nil, "cleanup.policy": "compact"], timeout: limit)
        try admin.alterConfigs(of: name, ["max.message.bytes": "200000"], timeout: limit)
        let configs = try admin.configs(of: name, timeout: limit)
        #expect(configs["retention.ms"]?.value == "70000")
        #expect(configs["retention.ms"]?.source == .topic)
        #expect(configs["cleanup.policy"]?.value == "compact")
        #expect(configs["max.message.bytes"]?.value == "200000")
        #expect(configs["segment.ms"]?.source != .topic)
        #expect(configs["segment.ms"]?.value != "50000")
        let wrong = #expect(throws: KafkaError.self) {
            try admin.alterConfigs(of: name, ["retention.ms": "soon"], timeout: limit)
        }
        #expect(wrong?.code == .invalidConfig)
        #expect(wrong?.subject == name)
        #expect(throws: KafkaError.self) { try admin.configs(of: "no-such-topic", timeout: limit) }
    }

    @Test("Deleted records are gone, the others keep their offsets")
    func deleteRecords() throws {
        let name = try RealKafka.makeTopic("records", partitions: 2)
        let producer = try Producer(settings: RealKafka.settings())
        for number in 0..<6 { try producer.send("\(number)", to: name, partition: Int32(number % 2)) }
        let admin = try Admin(settings: RealKafka.settings())
        let left = try admin.deleteRecords(
            before: [PartitionOffset(name, 0, at: 2), PartitionOffset(TopicPartition(name, 1), .end)], timeout: limit)
        #expect(Set(left) == [PartitionOffset(name, 0, at: 2), PartitionOffset(name, 1, at: 3)])
        let consumer = try Consumer(settings: RealKafka.settings().merging(["group.id": "g"]))
        #expect(
            try consumer.watermarks(of: TopicPartition(name, 0), timeout: limit) == OffsetRange(low: 2, high: 3))
        let beyond = #expect(throws: KafkaError.self) {
            try admin.deleteRecords(before: [PartitionOffset(name, 0, at: 9)], timeout: limit)
        }
        #expect(beyond?.code == .offsetOutOfRange)
        #expect(beyond?.subject == "\(name)/0")
    }

    @Test("A group's commits are read from outside and go with the group")
    func groups() throws {
        let name = try RealKafka.makeTopic("groups", partitions: 1)
        let group = RealKafka.uniqueName("group")
        let consumer = try Consumer(settings: RealKafka.settings().merging(["group.id": group]))
        try consumer.assign(manually: [PartitionOffset(TopicPartition(name, 0), .beginning)])
        let offset = PartitionOffset(name, 0, at: 0, metadata: "1;w=-;i=1")
        try consumer.commit([offset])
        #expect(consumer.close(within: limit))
        let admin = try Admin(settings: RealKafka.settings())
        #expect(try admin.committedOffsets(of: group, timeout: limit) == [offset])
        try admin.deleteGroups([group], timeout: limit).check()
        #expect(try admin.committedOffsets(of: group, timeout: limit) == [])
        let gone = try admin.deleteGroups([group], timeout: limit)
        #expect(gone.first?.error?.code == .groupNotFound)
    }

    /// A coordinator that moves while it is asked; librdkafka ended the process.
    @Test("A coordinator that has moved is an error of the call, and the next call finds it")
    func movedCoordinator() throws {
        let kafka = try MockKafka()
        let offsetFetch: Int16 = 9  // The codes of the protocol; 16 is NOT_COORDINATOR.
        let admin = try Admin(settings: kafka.settings)
        defer { admin.close(within: limit) }
        _ = try? admin.committedOffsets(of: "readers", timeout: limit)
        kafka.cluster.failNext(apiKey: offsetFetch, with: [KafkaErrorCode(rawValue: 16)])
        let failure = #expect(throws: KafkaError.self) {
            try admin.committedOffsets(of: "readers", timeout: limit)
        }
        #expect(failure?.isRetriable == true)
        #expect(try admin.committedOffsets(of: "readers", timeout: limit) == [])
    }
}
