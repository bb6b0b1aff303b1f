import KafkaClient
import Synchronization
import Testing

@Suite("Producing")
struct ProducingTests {
    @Test("Counters rise per channel, and keys go where the partitioner says")
    func counters() throws {
        let kafka = try MockKafka(partitions: 4)
        let producer = try kafka.producer(["enable.idempotence": "true"], channels: 3)
        for (channel, count) in [(0, 1), (2, 3)] {
            for number in 0..<count {
                #expect(
                    try producer.produce(
                        topic: kafka.topic, key: [UInt8(number)], value: [1, 2], channel: channel) == .queued)
            }
        }
        #expect((0..<3).map { producer.produced($0) } == [1, 0, 3])
        #expect(try producer.waitUntilDelivered(3, on: 2, within: .seconds(20)))
        #expect(try producer.waitUntilDelivered(1, on: 0, within: .seconds(20)))
        #expect((0..<3).map { producer.delivered($0) } == [1, 0, 3])
        #expect(producer.outstanding == 0)
        #expect(producer.failure == nil)

        let consumer = try kafka.reader(partitions: 4)
        var seen: [Seen] = []
        eventually {
            for queue in consumer.partitionQueues { seen += queue.drainSeen() }
            return seen.count == 4
        }
        for record in seen {
            let partition = Array(try #require(record.key).utf8).withUnsafeBytes {
                Partitioner.partition(forKey: $0, partitionCount: 4)
            }
            #expect(record.partition == partition)
        }
    }

    @Test("Each channel knows where its last record stands, unless it was acknowledged as a duplicate")
    func offsets() throws {
        let kafka = try MockKafka(partitions: 1)
        let producer = try kafka.producer(["enable.idempotence": "true"], channels: 3)
        #expect(producer.offset(2) == nil)
        for channel in [0, 2, 2] {
            _ = try producer.produce(topic: kafka.topic, value: [1], channel: channel)
            #expect(try producer.waitUntilDelivered(producer.produced(channel), on: channel, within: .seconds(20)))
        }
        #expect((0..<3).map { producer.offset($0) } == [0, nil, 2])
        // DUPLICATE_SEQUENCE_NUMBER to Produce.
        kafka.cluster.failNext(apiKey: 0, with: [KafkaErrorCode(rawValue: 46)])
        _ = try producer.produce(topic: kafka.topic, value: [1], channel: 0)
        #expect(try producer.waitUntilDelivered(2, within: .seconds(20)))
        #expect(producer.offset(0) == nil)
        #expect(producer.failure == nil)
    }

    @Test("A full queue is a value, and room comes back by itself")
    func queueFull() throws {
        let kafka = try MockKafka()
        let producer = try kafka.producer(["queue.buffering.max.messages": "5", "linger.ms": "200"])
        let results = try (0..<6).map { try producer.produce(topic: kafka.topic, value: [UInt8($0)]) }
        #expect(results == [.queued, .queued, .queued, .queued, .queued, .queueFull])
        #expect(producer.produced() == 5)
        #expect(producer.flush(within: .seconds(20)))
        #expect(try producer.produce(topic: kafka.topic, value: [6]) == .queued)
        #expect(producer.close(within: .seconds(20)))
    }

    @Test("A record that can never be sent is refused at once")
    func tooLarge() throws {
        let kafka = try MockKafka()
        let producer = try kafka.producer()
        let error = #expect(throws: KafkaError.self) {
            try producer.produce(topic: kafka.topic, value: [UInt8](repeating: 0, count: 2_000_000))
        }
        #expect(error?.code == .messageTooLarge)
        #expect(error?.subject == kafka.topic)
        #expect(producer.produced() == 0)
    }

    @Test("A failed delivery is remembered with its cause")
    func failure() throws {
        let kafka = try MockKafka()
        let producer = try kafka.producer()
        kafka.cluster.failNext(apiKey: 0, with: [.messageTooLarge])
        #expect(try producer.produce(topic: kafka.topic, value: [1]) == .queued)
        let error = #expect(throws: KafkaError.self) { try producer.waitUntilDelivered(1, within: .seconds(20)) }
        #expect(error?.code == .messageTooLarge)
        #expect(error?.subject == "\(kafka.topic)/0")
        #expect(producer.failed() == 1)
        #expect(producer.delivered() == 0)
        #expect(try producer.produce(topic: kafka.topic, value: [2]) == .queued)
        eventually {
            producer.poll(timeout: .milliseconds(10))
            return producer.delivered() == 1
        }
        #expect(producer.failure == error)
    }

    @Test("What cannot be sent is purged, and is then a failure")
    func purge() throws {
        let producer = try Producer(settings: ["bootstrap.servers": "127.0.0.1:1"])
        #expect(try producer.produce(topic: "t", value: [1]) == .queued)
        #expect(!producer.flush(within: .milliseconds(20)))
        #expect(producer.outstanding == 1)
        producer.purge()
        #expect(producer.failure?.code == .purgedFromQueue)
        #expect(producer.outstanding == 0)
        #expect(producer.abandon(within: .seconds(10)))
    }

    @Test("Delivery reports wake up whoever waits for them")
    func wakeup() throws {
        let kafka = try MockKafka()
        let wakeup = try Wakeup()
        let producer = try kafka.producer(wakeup: wakeup)
        #expect(try producer.produce(topic: kafka.topic, value: [1]) == .queued)
        eventually {
            #expect(wakeup.wait(timeout: .seconds(20)))
            producer.poll()
            return producer.delivered() == 1
        }
    }

    @Test("Log lines, statistics and errors come to the hooks")
    func hooks() throws {
        let lines = Mutex<[String]>([])
        let statistics = Mutex("")
        let errors = Mutex<[KafkaError]>([])
        let hooks = KafkaHooks(
            log: { level, facility, text in lines.withLock { $0.append("\(level) \(facility) \(text)") } },
            error: { error in errors.withLock { $0.append(error) } },
            statistics: { json in statistics.withLock { $0 = String(decoding: json, as: UTF8.self) } })
        let producer = try Producer(
            settings: [
                "bootstrap.servers": "127.0.0.1:1", "statistics.interval.ms": "10", "debug": "broker",
            ], hooks: hooks)
        eventually {
            producer.poll(timeout: .milliseconds(50))
            return errors.withLock { $0.contains { $0.code == .allBrokersDown } }
                && statistics.withLock { $0 != "" }
        }
        #expect(statistics.withLock { $0.hasPrefix("{") && $0.contains("producer") && $0.hasSuffix("}") })
        #expect(lines.withLock { $0.contains { $0.hasPrefix("7 ") } })
        #expect(errors.withLock { $0.allSatisfy { !$0.isFatal && $0.isRetriable } })
    }
}
