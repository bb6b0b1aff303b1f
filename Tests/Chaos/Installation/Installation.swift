package import Harness
import PostgresClient
import Synchronization

/// A set of topics, a group and a database of their own on the shared broker: an installation of iropsd.
package struct Installation {
    package let kafka: KafkaServer
    package let database: String?
    package let suffix: String
    /// Where its daemons reach Kafka and the database, where that is not where everybody else does.
    package var detour = Detour()
    private let folder: TemporaryFolder

    package struct Detour: Sendable {
        package var bootstrapServers: String?
        package var database: String?
        package init() {}
    }

    private static let count = Atomic<Int>(0)
    /// As topics.yaml declares them.
    package static let entitiesPartitions = 12
    package static let topics = [
        "flight.events", "external.data", "passenger.events", "operator.commands", "disruption.events",
        "flight.state", "booking.state", "alerts", "notifications", "ml.features", "system.metrics",
        "dead.letter.queue", "iropsd.entities", "iropsd.snapshots",
    ]

    /// Outputs that the sink reads, as far as they are committed.
    package static let committedOutputs = ["disruption.events", "flight.state", "dead.letter.queue"]

    /// - Parameter database: a connection string; nil is no sink.
    package init(on kafka: KafkaServer, database: String? = nil) throws {
        self.kafka = kafka
        self.database = database
        suffix = "e2e-\(Self.count.add(1, ordering: .relaxed).newValue)"
        folder = try TemporaryFolder()
    }

    /// An installation with topics and, where it has a database, its schema.
    package static func ready(hasDatabase: Bool) throws -> Installation {
        try ready(on: KafkaServer.shared(), database: hasDatabase ? TestDatabase.make() : nil)
    }

    /// The same on a broker and with a database of the caller's.
    package static func ready(on kafka: KafkaServer, database: String?) throws -> Installation {
        let made = try Installation(on: kafka, database: database)
        try made.run(["topics", "apply"])
        if database != nil { try made.run(["migrate"]) }
        return made
    }

    /// The name of a topic on the broker.
    package func topic(_ name: String) -> String { "\(name).\(suffix)" }

    /// - Parameters:
    ///   - instance: nil is dynamic membership.
    ///   - librdkafka: properties in YAML's braces.
    package func configuration(instance: String? = "a", lanes: Int = 1, librdkafka: String = "{}") -> String {
        let membership = instance.map { "  instance_id: \($0)\n" } ?? ""
        let names = Self.topics.map { "  \($0): \(topic($0))\n" }.joined()
        let sink = (detour.database ?? database).map { "postgres: {url: '\($0)'}\n" } ?? ""
        return """
            time: replay
            lanes: \(lanes)
            kafka:
              bootstrap_servers: \(detour.bootstrapServers ?? kafka.bootstrapServers)
              group_id: \(suffix)
              librdkafka: \(librdkafka)
            \(membership)topics:
            \(names)\(sink)log: {format: json, level: info}
            """
    }

    /// Runs a command to its end.
    package func attempt(_ words: [String], adding text: String = "") throws -> CommandRun {
        let file = folder.unusedPath("iropsd.yaml")
        try TextFile.write(configuration() + "\n" + text, to: file)
        return try CommandRun(words + ["--config", file])
    }

    private func run(_ words: [String]) throws {
        let run = try attempt(words)
        guard run.exitCode == 0 else { throw HarnessError("\(words) ended with \(run.exitCode): \(run.errors)") }
    }

    package func start(instance: String = "a", lanes: Int = 1) throws -> Daemon {
        try Daemon(configuration: configuration(instance: instance, lanes: lanes))
    }

    /// Writes input and waits until the broker has it.
    package func write(_ records: some Sequence<InputRecord>) throws {
        let writer = try kafka.writer()
        for record in records {
            try writer.write(topic(record.topic), partition: record.partition, key: record.key, value: record.value)
        }
        try writer.flush()
    }

    /// All committed records of a topic.
    package func read(_ name: String) throws -> [TopicRecord] { try kafka.reader.readAll(topic(name)) }
}
