public import KafkaClient
public import PostgresClient

/// Where a sink reads and writes.
public struct SinkSettings: Sendable {
    /// The database.
    public var database: ConnectionTarget
    /// How to reach Kafka; what a reader of outputs needs is set over it.
    public var kafka: KafkaSettings
    /// The name on the cluster of each topic that fills a table.
    public var topics: [SinkTable: String]
    /// How others and the log name this sink, for example host and process.
    public var holder: String
    public var limits = SinkLimits()

    /// Settings by hand.
    public init(database: ConnectionTarget, kafka: KafkaSettings, topics: [SinkTable: String], holder: String) {
        self.database = database
        self.kafka = kafka
        self.topics = topics
        self.holder = holder
    }

    /// Settings as configured.
    ///
    /// - Returns: nil where `postgres.url` is absent: no sink.
    /// - Throws: `PostgresError` of kind `badConnectionString`.
    public init?(_ configuration: Configuration) throws(PostgresError) {
        guard let url = configuration.postgres.url else { return nil }
        var kafka = configuration.kafka.librdkafka
        kafka["bootstrap.servers"] = configuration.kafka.bootstrapServers
        // Named and never joined: positions are the database's, so nothing is committed under it either.
        kafka["group.id"] = configuration.kafka.groupId + "-sink"
        let names = configuration.topics
        self.init(
            database: try ConnectionTarget(url.reveal()), kafka: kafka,
            topics: Dictionary(uniqueKeysWithValues: SinkTable.allCases.map { ($0, names[$0.topic]) }),
            holder: Self.holder(instance: configuration.kafka.instanceId))
    }

    /// Settings of the consumer.
    var consumer: KafkaSettings {
        var settings = kafka
        settings.setDefault("group.id", "iropsd-sink")
        settings.reconnectSoon()
        // Members of groups only; by hand there is neither an instance nor a session.
        settings["group.instance.id"] = nil
        settings["isolation.level"] = "read_committed"
        settings["enable.auto.commit"] = "false"
        settings["enable.partition.eof"] = "true"
        // A position that is not there is looked into, never jumped over.
        settings["auto.offset.reset"] = "error"
        settings["queued.max.messages.kbytes"] = String(limits.prefetchKiB)
        // A partition's queue is over its limit by what one fetch brings, and that is compressed.
        settings.setDefault("fetch.message.max.bytes", "262144")
        return settings
    }

    /// Settings of the client that looks up topics: those that a group's member alone knows are left out.
    var kafkaOfAdmin: KafkaSettings {
        var settings = kafka
        settings["group.id"] = nil
        settings["group.instance.id"] = nil
        return settings
    }

    private static func holder(instance: String?) -> String {
        let place = SinkHolder.hostName + ":" + String(SinkHolder.processID)
        return instance.map { "\($0) at \(place)" } ?? place
    }
}
