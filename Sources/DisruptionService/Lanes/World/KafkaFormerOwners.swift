import KafkaClient
import WireFormat

/// What those who had partitions before have left, on Kafka.
final class KafkaFormerOwners: FormerOwners {
    private let context: LaneContext
    /// Made when it is first needed: most processes never find anything left open.
    private var made: Admin?

    init(_ context: LaneContext) { self.context = context }

    deinit { made?.close(within: LaneLimits.closeTime) }

    private func admin() throws(KafkaError) -> Admin {
        if let made { return made }
        let admin = try Admin(settings: context.clients(0).base, hooks: context.hooks)
        made = admin
        return admin
    }

    func ids(of partitions: [TopicPartition], within limit: Duration) throws(KafkaError) -> Set<String> {
        let admin = try admin()
        let asked = Set(partitions)
        let held = try admin.committedOffsets(of: context.groupID, timeout: limit)
        return Set(
            held.lazy.filter { asked.contains($0.partition) }.compactMap {
                $0.metadata.flatMap { PositionOwner.id(in: $0) }
            })
    }

    func group(within limit: Duration) throws(KafkaError) -> GroupDescription {
        let admin = try admin()
        return try admin.group(context.groupID, timeout: limit)
    }

    func endTransaction(of id: String, within limit: Duration) throws(KafkaError) {
        var settings = context.clients(0).transactions
        settings["transactional.id"] = id
        let producer = try TransactionalProducer(settings: settings, hooks: context.hooks)
        defer { producer.close(within: LaneLimits.closeTime) }
        try producer.initTransactions(within: limit)
    }
}
