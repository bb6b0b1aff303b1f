import KafkaClient
import Testing

@Suite("Reading")
struct ReadingTests {
    @Test("Keys, values, nulls, empty bytes, headers and timestamps arrive as they were sent")
    func roundTrip() throws {
        let kafka = try MockKafka()
        let producer = try kafka.producer()
        let headers = [RecordHeader("a", text: "1"), RecordHeader("b", nil), RecordHeader("a", text: "2")]
        try producer.send("value", key: "key", to: kafka.topic, headers: headers, timestamp: 1_200_000_000_000)
        try producer.send(nil, key: "gone", to: kafka.topic, timestamp: 1)
        try producer.send("", key: "", to: kafka.topic, timestamp: 2)
        try producer.send("x", to: kafka.topic, timestamp: 3)

        let wakeup = try Wakeup()
        let consumer = try kafka.reader(wakeup: wakeup)
        let queue = try #require(consumer.queue(kafka.topic, 0))
        var seen: [Seen] = []
        eventually {
            wakeup.wait(timeout: .milliseconds(100))
            seen += queue.drainSeen()
            return seen.count == 4
        }
        #expect(
            seen == [
                Seen(
                    partition: 0, offset: 0, key: "key", value: "value", timestamp: 1_200_000_000_000,
                    headers: headers),
                Seen(partition: 0, offset: 1, key: "gone", value: nil, timestamp: 1),
                Seen(partition: 0, offset: 2, key: "", value: "", timestamp: 2),
                Seen(partition: 0, offset: 3, key: nil, value: "x", timestamp: 3),
            ])
        #expect(consumer.close(within: .seconds(10)))
        #expect(producer.close(within: .seconds(10)))
    }

    @Test("A header is found by its name, the last of several")
    func headerByName() throws {
        let kafka = try MockKafka()
        let producer = try kafka.producer()
        let headers = [RecordHeader("a", text: "1"), RecordHeader("a", text: "2"), RecordHeader("b", nil)]
        try producer.send("x", to: kafka.topic, headers: headers)
        let consumer = try kafka.reader()
        let queue = try #require(consumer.queue(kafka.topic, 0))
        var found: [String?] = []
        eventually {
            queue.drain { message in
                let headers = message.headers
                found = ["a", "b", "c"].map { headers[$0].map { String(decoding: $0, as: UTF8.self) } }
            }
            return !found.isEmpty
        }
        #expect(found == ["2", nil, nil])
    }

    @Test("Each partition has its own queue, the consumer's own queue has no record")
    func queues() throws {
        let kafka = try MockKafka(partitions: 3)
        let producer = try kafka.producer()
        for partition in [2, 0, 2, 1, 2] as [Int32] {
            try producer.send("to \(partition)", to: kafka.topic, partition: partition)
        }
        let consumer = try kafka.reader(partitions: 3)
        var seen: [Seen] = []
        eventually {
            #expect(consumer.poll(timeout: .milliseconds(10)) == nil)
            for queue in consumer.partitionQueues { seen += queue.drainSeen() }
            return seen.count == 5
        }
        #expect(seen.allSatisfy { $0.value == "to \($0.partition)" })
        #expect(seen.filter { $0.partition == 2 }.map(\.offset) == [0, 1, 2])
        #expect(consumer.queue(kafka.topic, 3) == nil)
    }

    @Test("A drain hands over no more than asked for, and says how many")
    func drainLimit() throws {
        let kafka = try MockKafka()
        let producer = try kafka.producer()
        for number in 0..<10 { try producer.send("\(number)", to: kafka.topic) }
        let consumer = try kafka.reader()
        let queue = try #require(consumer.queue(kafka.topic, 0))
        var offsets: [Int64] = []
        eventually {
            let before = offsets.count
            let count = queue.drain(max: 4) { offsets.append($0.offset) }
            #expect(count <= 4)
            #expect(offsets.count == before + count)
            return offsets.count == 10
        }
        #expect(offsets == Array(0..<10))
        #expect(queue.drain { _ in } == 0)
    }

    @Test("An error thrown by the body passes through with its type, and a seek brings the rest back")
    func bodyThrows() throws {
        struct Stop: Error, Equatable { let offset: Int64 }
        let kafka = try MockKafka()
        let producer = try kafka.producer()
        for number in 0..<5 { try producer.send("\(number)", to: kafka.topic) }
        let consumer = try kafka.reader()
        let queue = try #require(consumer.queue(kafka.topic, 0))
        eventually {
            do {
                try queue.drain { message throws(Stop) in
                    if message.offset == 1 { throw Stop(offset: message.offset) }
                }
                return false
            } catch {
                return error as? Stop == Stop(offset: 1)
            }
        }
        try consumer.seek(PartitionOffset(kafka.topic, 0, at: 1), timeout: .seconds(10))
        var offsets: [Int64] = []
        eventually {
            queue.drain { offsets.append($0.offset) }
            return offsets.count >= 4
        }
        #expect(offsets == [1, 2, 3, 4])
    }

    @Test("The end of a partition is told where it is asked for")
    func endOfPartition() throws {
        let kafka = try MockKafka()
        let producer = try kafka.producer()
        try producer.send("x", to: kafka.topic)
        let consumer = try kafka.reader(["enable.partition.eof": "true"])
        let queue = try #require(consumer.queue(kafka.topic, 0))
        var ends: [Int64] = []
        var records = 0
        eventually {
            records += queue.drainSeen(end: { ends.append($0) }).count
            return !ends.isEmpty
        }
        #expect(records == 1)
        #expect(ends == [1])
        #expect(consumer.cachedWatermarks(of: queue.partition)?.high == 1)
        #expect(try consumer.watermarks(of: queue.partition, timeout: .seconds(10)) == OffsetRange(low: 0, high: 1))
    }

    @Test("The ends of several partitions are asked with one call; what does not exist has none")
    func ends() throws {
        let kafka = try MockKafka(partitions: 3)
        let producer = try kafka.producer()
        let topic = try producer.topic(kafka.topic)
        for partition in [0, 2, 2] as [Int32] {
            let result = try Array("x".utf8).withUnsafeBytes {
                try producer.produce(to: topic, partition: partition, key: nil, value: $0)
            }
            #expect(result == .queued)
        }
        #expect(producer.flush(within: .seconds(20)))
        let consumer = try kafka.reader(partitions: 3)
        let places = (0..<3).map { TopicPartition(kafka.topic, $0) }
        #expect(try consumer.ends(of: places, timeout: .seconds(10)) == [places[0]: 1, places[1]: 0, places[2]: 2])
        #expect(try consumer.ends(of: [], timeout: .seconds(10)) == [:])
        #expect(
            try consumer.ranges(of: places, timeout: .seconds(10)) == [
                places[0]: OffsetRange(low: 0, high: 1), places[1]: OffsetRange(low: 0, high: 0),
                places[2]: OffsetRange(low: 0, high: 2),
            ])
        let missing = TopicPartition(kafka.topic, 7)
        #expect(throws: KafkaError.self) {
            try consumer.ranges(of: places + [missing], timeout: .milliseconds(500))
        }
    }

    @Test("A seek is not undone by the refilling of a queue that was full")
    func seekAfterFull() throws {
        let kafka = try MockKafka()
        let producer = try kafka.producer()
        let topic = try producer.topic(kafka.topic)
        let value = [UInt8](repeating: 7, count: 1000)
        for _ in 0..<300 {
            let result = try value.withUnsafeBytes {
                try producer.produce(to: topic, partition: 0, key: nil, value: $0)
            }
            #expect(result == .queued)
        }
        #expect(producer.flush(within: .seconds(20)))
        let consumer = try kafka.reader(["queued.max.messages.kbytes": "100", "fetch.message.max.bytes": "20000"])
        let queue = try #require(consumer.queue(kafka.topic, 0))
        eventually { queue.count >= 100 }
        var offsets: [Int64] = []
        queue.drain(max: 90) { offsets.append($0.offset) }
        try consumer.seek(PartitionOffset(kafka.topic, 0, at: 290), timeout: .seconds(10))
        offsets.removeAll()
        eventually {
            queue.drain { offsets.append($0.offset) }
            return offsets.count >= 10
        }
        #expect(offsets == Array(290..<300))
        try consumer.assign(manually: [PartitionOffset(kafka.topic, 0, at: 5)])
        let again = try #require(consumer.queue(kafka.topic, 0))
        offsets.removeAll()
        eventually {
            again.drain(max: 10) { offsets.append($0.offset) }
            return offsets.count >= 10
        }
        #expect(Array(offsets.prefix(10)) == Array(5..<15))
    }

    @Test("A reader far slower than the broker is refilled although its queue was full")
    func refill() throws {
        let kafka = try MockKafka()
        let producer = try kafka.producer(["batch.size": "20000"])
        let topic = try producer.topic(kafka.topic)
        let value = [UInt8](repeating: 7, count: 1000)
        for _ in 0..<2000 {
            let result = try value.withUnsafeBytes {
                try producer.produce(to: topic, partition: 0, key: nil, value: $0)
            }
            #expect(result == .queued)
        }
        #expect(producer.flush(within: .seconds(20)))
        let wakeup = try Wakeup()
        let consumer = try kafka.reader(
            ["queued.max.messages.kbytes": "100", "fetch.message.max.bytes": "20000"], wakeup: wakeup)
        let queue = try #require(consumer.queue(kafka.topic, 0))
        var offsets: [Int64] = []
        var longest = Duration.zero
        while offsets.count < 2000 {
            // Only a full queue is drained, so fetching has stopped each time.
            eventually { queue.count >= 100 || queue.count + offsets.count >= 2000 }
            while queue.drain(max: 50, { offsets.append($0.offset) }) > 0 {}
            let start = ContinuousClock.now
            if offsets.count < 2000 { #expect(wakeup.wait(timeout: .seconds(5))) }
            longest = max(longest, start.duration(to: .now))
        }
        #expect(offsets == Array(0..<2000))
        #expect(longest < .milliseconds(900))
    }
}
