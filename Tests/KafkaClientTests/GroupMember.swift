import KafkaClient
import Testing

/// A member of a group that answers rebalances when the test says so, and remembers what happened.
final class GroupMember {
    let consumer: Consumer
    private(set) var held: Set<TopicPartition> = []
    private(set) var events: [ConsumerEvent] = []
    /// Events that were taken but not answered.
    private(set) var unanswered: [ConsumerEvent] = []
    var answersAtOnce = true

    init(_ settings: KafkaSettings, group: String, topic: String, strategy: String) throws {
        consumer = try Consumer(
            settings: settings.merging([
                "group.id": group, "partition.assignment.strategy": strategy, "fetch.wait.max.ms": "20",
                "auto.offset.reset": "earliest", "isolation.level": "read_committed", "session.timeout.ms": "10000",
                "heartbeat.interval.ms": "200",
            ]))
        try consumer.subscribe([topic])
    }

    /// Takes at most one event.
    func step() throws {
        guard let event = consumer.poll(timeout: .milliseconds(10)) else { return }
        events.append(event)
        unanswered.append(event)
        if answersAtOnce { try answer() }
    }

    func answer() throws {
        for event in unanswered {
            switch event {
            case .assigned(let partitions):
                try consumer.assign(incrementally: partitions.map { PartitionOffset($0, .committed) })
                held.formUnion(partitions)
            case .revoked(let partitions), .lost(let partitions):
                try consumer.unassign(incrementally: partitions)
                held.subtract(partitions)
            case .error(let error):
                Issue.record("\(error)")
            }
        }
        unanswered.removeAll()
    }

    var revocation: [TopicPartition]? {
        for case .revoked(let partitions) in unanswered { return partitions }
        return nil
    }
}
