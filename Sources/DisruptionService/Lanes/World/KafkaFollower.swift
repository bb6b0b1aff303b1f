import KafkaClient

/// Reads partitions outside of the group, and knows the group's positions, on Kafka.
final class KafkaFollower: LogFollower {
    private let consumer: Consumer
    private let admin: Admin
    private let groupID: String

    init(_ context: LaneContext, wakeup: Wakeup) throws(KafkaError) {
        let clients = context.clients(0)
        groupID = context.groupID
        consumer = try Consumer(settings: clients.follower, hooks: context.hooks, wakeup: wakeup)
        admin = try Admin(settings: clients.base, hooks: context.hooks)
        try? consumer.warm([context.topics.entities], timeout: LaneLimits.requestTime)
    }

    func assign(manually partitions: [PartitionOffset]) throws(KafkaError) {
        try consumer.assign(manually: partitions)
    }

    func drain<Failure: Error>(
        _ place: TopicPartition, max most: Int, _ body: (borrowing ConsumedMessage) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        try consumer.drain(place, max: most, body)
    }

    /// A consumer of committed records would wait here for transactions under way, of which a busy owner has one all
    /// the time; what was committed before them is asked for.
    func committed(_ partitions: [TopicPartition], timeout: Duration) throws(KafkaError) -> [PartitionOffset] {
        let asked = Set(partitions)
        return try admin.committedOffsets(of: groupID, timeout: timeout).filter { asked.contains($0.partition) }
    }

    func watermarks(of partition: TopicPartition, timeout: Duration) throws(KafkaError) -> OffsetRange {
        try consumer.watermarks(of: partition, timeout: timeout)
    }

    /// Takes what the client has to say of itself, though no group is joined.
    func serve() { while consumer.poll() != nil {} }

    func close() {
        consumer.close(within: LaneLimits.closeTime)
        admin.close(within: LaneLimits.closeTime)
    }
}
