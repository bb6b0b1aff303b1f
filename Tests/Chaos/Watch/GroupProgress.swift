import Harness
import KafkaClient

/// How far the group of an installation has come: what is committed was worked, and its outputs are visible. A client
/// that gets no answer is replaced: what it knows of leaders and coordinators may be of the time before a fault, and
/// one that is subscribed to nothing does not ask for them again.
final class GroupProgress {
    private let settings: KafkaSettings
    private var admin: Admin
    private var consumer: Consumer
    private let group: String
    private let inputs: [TopicPartition]
    private let entities: [TopicPartition]

    /// For a client that is new, too.
    private static let timeout = Duration.seconds(5)

    init(_ installation: Installation) throws {
        let settings: KafkaSettings = [
            "bootstrap.servers": installation.kafka.bootstrapServers, "reconnect.backoff.max.ms": "500",
            "socket.connection.setup.timeout.ms": "5000",
        ]
        self.settings = settings
        admin = try Admin(settings: settings, hooks: .silent)
        consumer = try Self.consumer(settings)
        group = installation.suffix
        inputs = InputRecord.topics.flatMap { topic in
            (0..<topic.partitions).map { TopicPartition(installation.topic(topic.name), $0) }
        }
        entities = (0..<Int32(Installation.entitiesPartitions)).map {
            TopicPartition(installation.topic("iropsd.entities"), $0)
        }
    }

    private static func consumer(_ settings: KafkaSettings) throws -> Consumer {
        try Consumer(settings: settings.merging(["group.id": "chaos-progress"]), hooks: .silent)
    }

    deinit {
        admin.close(within: .seconds(2))
        consumer.close(within: .seconds(2))
    }

    /// The ends of all inputs, or of the entities; nil while the broker does not answer.
    func ends(ofEntities isEntities: Bool) -> [TopicPartition: Int64]? {
        let places = isEntities ? entities : inputs
        guard let ends = try? consumer.ends(of: places, timeout: Self.timeout), ends.count == places.count else {
            consumer.close(within: .milliseconds(500))
            if let another = try? Self.consumer(settings) { consumer = another }
            return nil
        }
        return ends
    }

    /// Whether everything before some offsets is worked and told.
    func isPast(_ ends: [TopicPartition: Int64]) -> Bool {
        guard let committed = try? admin.committedOffsets(of: group, timeout: Self.timeout) else {
            admin.close(within: .milliseconds(500))
            if let another = try? Admin(settings: settings, hooks: .silent) { admin = another }
            return false
        }
        var positions: [TopicPartition: Int64] = [:]
        for offset in committed { positions[offset.partition] = offset.offset.number }
        return ends.allSatisfy { positions[$0.key] ?? 0 >= $0.value }
    }
}
