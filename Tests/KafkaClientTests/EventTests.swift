import KafkaClient
import Synchronization
import Testing

@Suite("Events of consumers")
struct EventTests {
    @Test("When a member is no longer known, its partitions are lost, and it says so before the event is taken")
    func lost() throws {
        let kafka = try MockKafka(partitions: 2)
        let wakeup = try Wakeup()
        let consumer = try Consumer(
            settings: kafka.settings.merging([
                "group.id": "g", "partition.assignment.strategy": "cooperative-sticky", "heartbeat.interval.ms": "100",
            ]), wakeup: wakeup)
        try consumer.subscribe([kafka.topic])
        var event: ConsumerEvent?
        let next = {
            eventually {
                wakeup.wait(timeout: .milliseconds(100))
                event = consumer.poll()
                return event != nil
            }
        }
        next()
        let all = (0..<2).map { TopicPartition(kafka.topic, $0) }
        #expect(event == .assigned(all))
        try consumer.assign(incrementally: all.map { PartitionOffset($0, .beginning) })
        #expect(!consumer.assignmentLost)

        kafka.cluster.failNext(apiKey: 12, with: [.unknownMember])
        eventually { consumer.assignmentLost }
        next()
        #expect(event == .lost(all))
        try consumer.unassign(incrementally: all)
        #expect(consumer.queue(kafka.topic, 0) == nil)
        #expect(try consumer.assignment() == [])
        #expect(consumer.close(within: .seconds(10)))
    }

    @Test("Statistics come to the hook, unreachable brokers as an event that is not fatal")
    func statisticsAndErrors() throws {
        let statistics = Mutex("")
        let hooks = KafkaHooks(
            log: { _, _, _ in },
            statistics: { json in statistics.withLock { $0 = String(decoding: json, as: UTF8.self) } })
        let consumer = try Consumer(
            settings: ["bootstrap.servers": "127.0.0.1:1", "group.id": "g", "statistics.interval.ms": "10"],
            hooks: hooks)
        var errors: [KafkaError] = []
        eventually {
            if case .error(let error) = consumer.poll(timeout: .milliseconds(50)) { errors.append(error) }
            return errors.contains { $0.code == .allBrokersDown } && statistics.withLock { $0 != "" }
        }
        #expect(errors.allSatisfy { !$0.isFatal })
        #expect(statistics.withLock { $0.hasPrefix("{") && $0.contains("consumer") && $0.hasSuffix("}") })
    }
}
