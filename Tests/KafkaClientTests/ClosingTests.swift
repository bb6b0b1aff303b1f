import KafkaClient
import Testing

@Suite("Closing")
struct ClosingTests {
    @Test("Closing ends in time when no broker can be reached")
    func unreachable() throws {
        let consumer = try Consumer(settings: ["bootstrap.servers": "127.0.0.1:1", "group.id": "g"])
        try consumer.subscribe(["t"])
        _ = consumer.poll(timeout: .milliseconds(10))
        let start = ContinuousClock.now
        _ = consumer.close(within: .seconds(3))
        #expect(start.duration(to: .now) < .seconds(5))

        let admin = try Admin(settings: ["bootstrap.servers": "127.0.0.1:1"])
        let error = #expect(throws: KafkaError.self) { try admin.topics(timeout: .milliseconds(100)) }
        #expect(error?.isRetriable == true)
        #expect(admin.close(within: .seconds(5)))
    }

    @Test("Closing twice is closing once")
    func twice() throws {
        let kafka = try MockKafka()
        let producer = try kafka.producer()
        #expect(producer.close(within: .seconds(5)))
        #expect(producer.close(within: .seconds(5)))
        let consumer = try kafka.reader()
        #expect(consumer.close(within: .seconds(5)))
        #expect(consumer.close(within: .seconds(5)))
    }

    @Test("A queue kept beyond the close of its consumer is empty and hinders nothing")
    func keptQueue() throws {
        let kafka = try MockKafka()
        let producer = try kafka.producer()
        try producer.send("x", to: kafka.topic)
        let wakeup = try Wakeup()
        let consumer = try kafka.reader(wakeup: wakeup)
        let queue = try #require(consumer.queue(kafka.topic, 0))
        eventually { queue.count > 0 }
        #expect(consumer.close(within: .seconds(10)))
        #expect(queue.drain { _ in } == 0)
        #expect(queue.count == 0)
    }
}
