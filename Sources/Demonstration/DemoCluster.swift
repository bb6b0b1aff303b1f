import DisruptionService
import KafkaClient

/// The brokers of a demo: pretended ones in this process, or real ones on which it makes topics of its own.
final class DemoCluster {
    let servers: String
    /// What stands before the logical name of every topic; empty where the cluster is the demo's alone.
    let topicPrefix: String
    private let mock: MockCluster?

    /// - Parameters:
    ///   - real: `host:port` of a real broker; nil for pretended ones.
    ///   - name: unique to this demo, for the names of topics on a real broker.
    init(real: String?, name: String) throws(KafkaError) {
        if let real {
            mock = nil
            servers = real
            topicPrefix = name + "."
        } else {
            let cluster = try MockCluster()
            mock = cluster
            servers = cluster.bootstrapServers
            topicPrefix = ""
        }
    }

    /// Makes the topics as declared, with the first incarnation of the log.
    /// - Throws: `CommandError`, `TopicsError`, `KafkaError`.
    func makeTopics(_ catalog: TopicCatalog, _ configuration: Configuration) throws {
        if let mock {
            for topic in catalog.topics {
                try mock.createTopic(configuration.topics[topic.name], partitions: topic.partitions)
            }
            try LogIncarnation(configuration).write(1)
            return
        }
        var failure: String?
        let administration = try TopicAdministration(configuration, catalog: catalog)
        let isMet = try administration.apply { report in
            if report.isFailure { failure = "\(report.topic): \(report.text)" }
        }
        guard isMet else { throw CommandError("topics on \(servers): \(failure ?? "not as declared")") }
    }

    /// Takes the demo's topics from a real broker again, or ends the pretended ones.
    func remove(_ catalog: TopicCatalog, _ configuration: Configuration) throws(KafkaError) {
        if let mock {
            mock.stop()
            return
        }
        let admin = try Admin(
            settings: ["bootstrap.servers": servers, "client.id": "iropsd-demo"],
            hooks: KafkaHooks(log: { _, _, _ in }))
        defer { admin.close(within: .seconds(5)) }
        _ = try admin.deleteTopics(catalog.topics.map { configuration.topics[$0.name] }, timeout: .seconds(15))
    }
}
