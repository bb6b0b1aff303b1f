import KafkaClient
import Testing

@Suite("Transactions on a real broker", .enabled(if: RealKafka.isAvailable, RealKafka.absence))
struct TransactionTests {
    private let limit = Duration.seconds(20)

    private func producer(_ id: String) throws -> TransactionalProducer {
        let producer = try TransactionalProducer(
            settings: RealKafka.settings().merging([
                "transactional.id": id, "retry.backoff.ms": "5", "linger.ms": "0", "transaction.timeout.ms": "20000",
            ]))
        try producer.initTransactions(within: .seconds(30))
        return producer
    }

    private func reader(_ topic: String, _ more: KafkaSettings = [:]) throws -> Consumer {
        let consumer = try Consumer(
            settings: RealKafka.settings().merging([
                "group.id": RealKafka.uniqueName("reader"), "fetch.wait.max.ms": "20",
                "isolation.level": "read_committed", "enable.partition.eof": "true",
                // The default goes to the end where a busy broker refuses the first fetch: the record is passed over.
                "auto.offset.reset": "earliest",
            ]).merging(more))
        try consumer.assign(manually: [PartitionOffset(TopicPartition(topic, 0), .beginning)])
        return consumer
    }

    private func valuesToEnd(_ consumer: Consumer, _ topic: String) throws -> [String?] {
        let queue = try #require(consumer.queue(topic, 0))
        var values: [String?] = []
        var end: Int64 = 0
        eventually {
            values += queue.drainSeen(end: { end = $0 }).map(\.value)
            // A busy broker may answer the first fetch before it shows what was written: an end, but not this one.
            return end > 0
        }
        return values
    }

    private func send(_ text: String, _ producer: TransactionalProducer, _ topic: String) throws {
        #expect(
            try producer.producer.produce(topic: topic, partition: 0, value: [UInt8](text.utf8)) == .queued)
    }

    @Test("Records and offsets of a commit appear, those of an abort do not")
    func commitAndAbort() throws {
        let topic = try RealKafka.makeTopic("transactions", partitions: 1)
        let group = RealKafka.uniqueName("group")
        let consumer = try reader(topic, ["group.id": group])
        let transactional = try producer(RealKafka.uniqueName("id"))
        let metadata = try consumer.groupMetadata()
        #expect(metadata.generation == -1)

        try transactional.begin()
        try send("committed", transactional, topic)
        let offset = PartitionOffset(topic, 0, at: 17, metadata: "1;w=1199145600000;i=1;h=ab12")
        try transactional.sendOffsets([offset], of: metadata, within: limit)
        try transactional.sendOffsets([], of: metadata, within: limit)
        try transactional.commit()
        #expect(transactional.producer.delivered() == 1)

        try transactional.begin()
        try send("aborted", transactional, topic)
        try transactional.sendOffsets([PartitionOffset(topic, 0, at: 99)], of: metadata, within: limit)
        #expect(transactional.producer.flush(within: limit))
        try transactional.abort()

        #expect(try consumer.committed([offset.partition], timeout: limit) == [offset])
        #expect(try valuesToEnd(consumer, topic) == ["committed"])
        #expect(
            try valuesToEnd(reader(topic, ["isolation.level": "read_uncommitted"]), topic) == ["committed", "aborted"])
        #expect(transactional.close(within: limit))
        #expect(consumer.close(within: limit))
    }

    @Test("While a transaction is open, the high watermark of read_committed is the last stable offset")
    func lastStableOffset() throws {
        let topic = try RealKafka.makeTopic("transactions", partitions: 1)
        let partition = TopicPartition(topic, 0)
        // A busy broker answers late: what is sent again must not stand twice.
        var idempotent = try RealKafka.settings()
        idempotent["enable.idempotence"] = "true"
        let plain = try Producer(settings: idempotent)
        try plain.send("before", to: topic, timestamp: 1_000)
        let transactional = try producer(RealKafka.uniqueName("id"))
        try transactional.begin()
        try send("open", transactional, topic)
        #expect(transactional.producer.flush(within: limit))
        try plain.send("after", to: topic, timestamp: 2_000)

        let committed = try reader(topic)
        let uncommitted = try reader(topic, ["isolation.level": "read_uncommitted"])
        #expect(try committed.watermarks(of: partition, timeout: limit) == OffsetRange(low: 0, high: 1))
        #expect(try uncommitted.watermarks(of: partition, timeout: limit) == OffsetRange(low: 0, high: 3))
        #expect(try committed.ends(of: [partition], timeout: limit) == [partition: 1])
        #expect(try uncommitted.ends(of: [partition], timeout: limit) == [partition: 3])
        let values = try valuesToEnd(committed, topic)
        #expect(values == ["before"])
        #expect(committed.cachedWatermarks(of: partition)?.high == 3)
        try transactional.commit()
        // The broker answers a commit before its markers stand in the topics.
        eventually { (try? committed.watermarks(of: partition, timeout: limit).high) == 4 }
        #expect(try committed.watermarks(of: partition, timeout: limit).high == 4)
        var end: Int64 = 0
        let queue = try #require(committed.queue(topic, 0))
        eventually {
            _ = queue.drainSeen(end: { end = $0 })
            return end > 1
        }
        #expect(end == 4, "the end lies behind the marker of the transaction")

        #expect(
            try uncommitted.offsets(of: [partition], atOrAfter: 1_001, timeout: limit).map(\.offset.number) == [1])
        #expect(
            try uncommitted.offsets(of: [partition], atOrAfter: 4_000_000_000_000, timeout: limit).map(\.offset) == [
                .end
            ])
    }

    @Test("A newer producer with the same id fences the older one, fatally")
    func fencing() throws {
        let topic = try RealKafka.makeTopic("transactions", partitions: 1)
        let id = RealKafka.uniqueName("id")
        let older = try producer(id)
        try older.begin()
        try send("of the older", older, topic)
        #expect(older.producer.flush(within: limit))
        let newer = try producer(id)
        try newer.begin()
        try send("of the newer", newer, topic)
        try newer.commit()
        let error = #expect(throws: KafkaError.self) { try older.commit() }
        #expect(error?.isFatal == true)
        #expect(error?.subject == id)
        #expect(try valuesToEnd(reader(topic), topic) == ["of the newer"])
        older.close(within: limit)
    }

    @Test("Offsets sent with the metadata of a former generation are refused, and the producer lives on")
    func formerOwner() throws {
        let topic = try RealKafka.makeTopic("transactions", partitions: 2)
        let group = RealKafka.uniqueName("group")
        let strategy = "cooperative-sticky"
        let first = try GroupMember(RealKafka.settings(), group: group, topic: topic, strategy: strategy)
        try eventually {
            try first.step()
            return first.held.count == 2
        }
        let former = try first.consumer.groupMetadata()
        let second = try GroupMember(RealKafka.settings(), group: group, topic: topic, strategy: strategy)
        try eventually {
            try first.step()
            try second.step()
            return second.held.count == 1 && first.held.count == 1
        }
        let transactional = try producer(RealKafka.uniqueName("id"))
        let offset = PartitionOffset(try #require(second.held.first), .at(5))
        try transactional.begin()
        try send("zombie", transactional, topic)
        let error = #expect(throws: KafkaError.self) {
            try transactional.sendOffsets([offset], of: former, within: limit)
        }
        #expect(error?.requiresAbort == true)
        #expect(error?.isFatal == false)
        try transactional.abort()
        try transactional.begin()
        try transactional.sendOffsets([offset], of: second.consumer.groupMetadata(), within: limit)
        try transactional.commit()
        #expect(try second.consumer.committed([offset.partition], timeout: limit) == [offset])
        for member in [first, second] { #expect(member.consumer.close(within: limit)) }
    }

    @Test("The calls of a transaction are refused out of order")
    func order() throws {
        let transactional = try producer(RealKafka.uniqueName("id"))
        let early = #expect(throws: KafkaError.self) { try transactional.commit(within: limit) }
        #expect(early?.code == .wrongState)
        #expect(early?.isFatal == false)
        #expect(throws: KafkaError.self) { try send("outside", transactional, "some-topic") }
        try transactional.begin()
        #expect(throws: KafkaError.self) { try transactional.begin() }
        try transactional.abort(within: limit)
        let nameless = #expect(throws: KafkaError.self) { try TransactionalProducer(settings: [:]) }
        #expect(nameless?.subject == "transactional.id")
    }
}
