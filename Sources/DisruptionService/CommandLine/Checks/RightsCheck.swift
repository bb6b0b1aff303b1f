import Glibc
import KafkaClient

extension ConfigurationCheck {
    /// Asks the brokers of the configuration for what the daemon needs of them: an answer, topics, rights.
    public static let kafka: Probe = { configuration in
        let found = topics(configuration)
        guard found.contains(where: { $0.subject == "broker" && $0.verdict == .ok }) else {
            return found + [Finding("rights", .skipped, "not asked, since no broker answered")]
        }
        return found + rights(configuration)
    }

    /// Asks the brokers of the configuration whether this user may read what the daemon reads, without joining the
    /// group and without writing anything.
    private static let rights: Probe = { configuration in
        let names = configuration.topics
        var topics: [String] = []
        if configuration.roles.contains(.detect) {
            topics += ["flight.events", "external.data", "passenger.events", "iropsd.entities", "iropsd.snapshots"]
        }
        if configuration.roles.contains(.sink), configuration.postgres.url != nil {
            topics += ["disruption.events", "flight.state", "dead.letter.queue"]
        }
        do {
            let refused = try RightsCheck(configuration).refused(topics.map { names[$0] })
            guard refused.isEmpty else {
                let named = refused.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
                let text = "may not be read: \(named.joined(separator: ", ")); this user needs Read: see kafka-acls"
                return [Finding("rights", .wrong, text)]
            }
            let text =
                "\(topics.count) topics and the group's positions can be read; what may be written shows as it starts"
            return [Finding("rights", .ok, text)]
        } catch {
            return [Finding("rights", .wrong, "\(error)")]
        }
    }
}

/// Tries to read a partition of each topic, from its end.
struct RightsCheck {
    private let connection: TopicsConnection
    private let groupID: String

    private static let limit = Duration.seconds(5)
    private static let closeLimit = Duration.seconds(2)
    private static let askAgainMicroseconds: UInt32 = 200_000

    init(_ configuration: Configuration) {
        connection = TopicsConnection(configuration)
        groupID = configuration.kafka.groupId
    }

    /// - Returns: the topics that may not be read, with the broker's words.
    /// - Throws: `TopicsError` where no broker answers, or the group's positions may not be read.
    func refused(_ topics: [String]) throws(TopicsError) -> [String: String] {
        var settings = connection.settings
        for (key, value) in [
            ("group.id", groupID), ("enable.partition.eof", "true"), ("auto.offset.reset", "latest"),
            ("fetch.wait.max.ms", "20"), ("enable.auto.commit", "false"),
        ] { settings[key] = value }
        settings["group.instance.id"] = nil
        do throws(KafkaError) {
            let admin = try Admin(settings: connection.settings, hooks: connection.hooks)
            defer { admin.close(within: Self.closeLimit) }
            try readPositions(admin)
            let consumer = try Consumer(settings: settings, hooks: connection.hooks)
            defer { consumer.close(within: Self.closeLimit) }
            return try read(topics, consumer)
        } catch {
            throw connection.explain(error)
        }
    }

    /// A coordinator that has just begun is asked again.
    private func readPositions(_ admin: Admin) throws(KafkaError) {
        let end = ContinuousClock.now.advanced(by: Self.limit)
        while true {
            do throws(KafkaError) {
                _ = try admin.committedOffsets(of: groupID, timeout: Self.limit)
                return
            } catch {
                guard error.isRetriable || error.healsWithBroker, ContinuousClock.now < end else { throw error }
            }
            usleep(Self.askAgainMicroseconds)
        }
    }

    private func read(_ topics: [String], _ consumer: Consumer) throws(KafkaError) -> [String: String] {
        let places = topics.map { TopicPartition($0, 0) }
        try consumer.assign(manually: places.map { PartitionOffset($0, .end) })
        var waiting = Set(places)
        var refused: [String: String] = [:]
        let end = ContinuousClock.now.advanced(by: Self.limit)
        while !waiting.isEmpty, ContinuousClock.now < end {
            for place in places where waiting.contains(place) {
                guard let queue = consumer.queue(place.topic, place.partition) else { continue }
                _ = queue.drain { message in
                    if let error = message.error, !message.isEndOfPartition { refused[place.topic] = error.name }
                    waiting.remove(place)
                }
            }
            _ = consumer.poll(timeout: .milliseconds(20))
        }
        for place in waiting { refused[place.topic] = "no answer" }
        return refused
    }
}
