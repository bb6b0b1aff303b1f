import KafkaClient
import Testing

/// A mock cluster with one topic, and clients for it.
struct MockKafka {
    let cluster: MockCluster
    let topic = "orders"
    let settings: KafkaSettings

    init(partitions: Int = 1) throws {
        cluster = try MockCluster()
        try cluster.createTopic(topic, partitions: partitions)
        settings = ["bootstrap.servers": cluster.bootstrapServers]
    }

    func producer(
        _ more: KafkaSettings = [:], channels: Int = 1, hooks: KafkaHooks = KafkaHooks(), wakeup: Wakeup? = nil
    ) throws -> Producer {
        try Producer(
            settings: settings.merging(["linger.ms": "0"]).merging(more), channels: channels, hooks: hooks,
            wakeup: wakeup)
    }

    /// A consumer that reads all partitions from the beginning.
    func reader(
        partitions: Int32 = 1, _ more: KafkaSettings = [:], hooks: KafkaHooks = KafkaHooks(), wakeup: Wakeup? = nil
    ) throws -> Consumer {
        let consumer = try Consumer(
            settings: settings.merging(["group.id": "readers", "fetch.wait.max.ms": "20"]).merging(more), hooks: hooks,
            wakeup: wakeup)
        try consumer.assign(
            manually: (0..<partitions).map { PartitionOffset(TopicPartition(topic, $0), .beginning) })
        return consumer
    }
}
