package import KafkaClient
import Synchronization

/// Topics of a test broker.
extension KafkaServer {
    /// Makes topics and waits until the broker knows them.
    package func createTopics(_ topics: [NewTopic]) throws {
        let admin = try Admin(settings: ["bootstrap.servers": bootstrapServers])
        defer { admin.close(within: .seconds(5)) }
        try admin.createTopics(topics, timeout: .seconds(30)).check()
    }

    /// Makes one topic with a name that no other test uses, and returns the name.
    package func createTopic(_ stem: String, partitions: Int = 1, configs: [String: String] = [:]) throws -> String {
        let name = "\(stem)-\(Self.names.add(1, ordering: .relaxed).newValue)"
        try createTopics([NewTopic(name, partitions: partitions, configs: configs)])
        return name
    }

    private static let names = Atomic<Int>(0)

    /// A reader of committed records.
    package var reader: TopicReader { TopicReader(bootstrapServers) }

    /// A writer to this broker.
    package func writer() throws -> TopicWriter { try TopicWriter(bootstrapServers) }
}
