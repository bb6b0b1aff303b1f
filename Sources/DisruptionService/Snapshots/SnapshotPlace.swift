import DisruptionCore
import KafkaClient

/// Which cluster and topics snapshots live in, and what their manifests say of this process.
struct SnapshotPlace: Sendable {
    /// How to reach the cluster.
    let base: KafkaSettings
    /// The real name of the snapshots topic, and how many partitions it has.
    let topic: String
    let partitions: Int
    /// The real name of the entities topic, which is trimmed.
    let entitiesTopic: String
    /// The partition counts that the log was made for; nil where nobody wants to know.
    var layout: LogLayout?
    /// Log incarnation.
    let incarnation: UInt32
    let group: String
    /// The format that is written, and the newest that is read.
    let format: Int64
    let rules: Int64
    let build: String
    /// Unique for the life of this process: letters and digits.
    let process: String

    /// Follows partition 0. It has marks that stand in transactions, so only what is committed is read.
    var catalogueSettings: KafkaSettings {
        var settings = readerSettings("catalogue")
        settings["isolation.level"] = "read_committed"
        // A read_committed fetch is answered when its time is over rather than when something comes (seen); whoever
        // looks waits for that.
        settings.setDefault("fetch.wait.max.ms", "20")
        return settings
    }

    /// Asks where partition 0 ends, and reads nothing.
    var endsSettings: KafkaSettings {
        var settings = readerSettings("ends")
        settings["isolation.level"] = "read_uncommitted"
        return settings
    }

    /// Reads chunks, which are in no transaction: one that somebody left open must not hide them.
    var loaderSettings: KafkaSettings {
        var settings = readerSettings("loader")
        settings["isolation.level"] = "read_uncommitted"
        settings.setDefault("fetch.message.max.bytes", "1048576")
        // A fetch that waits at the end of a partition keeps the next one, from elsewhere, waiting: half a second by
        // default. Nothing is fetched while nothing is wanted.
        settings.setDefault("fetch.wait.max.ms", "5")
        settings.setDefault("queued.max.messages.kbytes", "32768")
        settings.setDefault("queued.min.messages", "1000000")
        return settings
    }

    /// Writes chunks and manifests: idempotent, so that none stands there twice or out of order, and patient.
    var writerSettings: KafkaSettings {
        var settings = base
        settings.setDefault("client.id", "iropsd-snapshots-writer")
        settings.setDefault("compression.codec", "lz4")
        settings.setDefault("queue.buffering.max.kbytes", "65536")
        settings.setDefault("retry.backoff.ms", "20")
        settings["linger.ms"] = "0"
        settings["message.max.bytes"] = "1048576"
        settings["enable.idempotence"] = "true"
        settings["message.timeout.ms"] = "0"
        return settings
    }

    private func readerSettings(_ name: String) -> KafkaSettings {
        var settings = base
        settings.setDefault("client.id", "iropsd-snapshots-\(name)")
        // Read by hand, no group is joined; librdkafka wants a name all the same.
        settings["group.id"] = "\(group)-snapshots"
        settings.setDefault("fetch.error.backoff.ms", "100")
        settings["enable.partition.eof"] = "true"
        settings["auto.offset.reset"] = "error"
        return settings
    }
}

extension SnapshotPlace {
    /// The place of a daemon.
    init(_ configuration: Configuration, _ catalog: TopicCatalog, incarnation: UInt32) {
        var base = configuration.kafka.librdkafka
        base["bootstrap.servers"] = configuration.kafka.bootstrapServers
        base.reconnectSoon()
        self.init(
            base: base, topic: configuration.topics["iropsd.snapshots"],
            partitions: catalog.topics.first { $0.name == "iropsd.snapshots" }?.partitions ?? 1,
            entitiesTopic: configuration.topics["iropsd.entities"], layout: StartCheck.layout(catalog),
            incarnation: incarnation,
            group: configuration.kafka.groupId, format: Int64(SnapshotHead.formatVersion), rules: PartitionEngine.rules,
            build: ServiceVersion.text, process: String(UInt64.random(in: 0 ... .max), radix: 36))
    }
}
