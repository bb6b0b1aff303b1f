/// A configuration for a daemon under test, whose topics and group nobody else uses.
package struct DaemonConfiguration: Sendable {
    package let bootstrapServers: String
    /// Stands before every topic's logical name and is the consumer group.
    package let prefix: String
    package var instanceID: String? = "test-1"
    package var postgresURL: String?
    package var time = "replay"
    package var lanes = 1
    /// More lines of YAML, from the top level on.
    package var more = ""

    /// Every topic that the daemon reads or writes.
    package static let logicalTopics = [
        "flight.events", "external.data", "passenger.events", "operator.commands", "disruption.events", "flight.state",
        "booking.state", "alerts", "notifications", "ml.features", "system.metrics", "dead.letter.queue",
        "iropsd.entities", "iropsd.snapshots",
    ]

    package init(_ kafka: KafkaServer, prefix: String) {
        bootstrapServers = kafka.bootstrapServers
        self.prefix = prefix
    }

    /// The real name of a topic.
    package func topic(_ logical: String) -> String { "\(prefix).\(logical)" }

    /// The file's text, but for `http`, which `Daemon` adds.
    package var yaml: String {
        var lines = ["time: \(time)", "lanes: \(lanes)", "kafka:", "  bootstrap_servers: \(bootstrapServers)"]
        lines.append("  group_id: \(prefix)")
        if let instanceID { lines.append("  instance_id: \(instanceID)") }
        if let postgresURL { lines += ["postgres:", "  url: \(postgresURL)"] }
        lines.append("topics:")
        lines += Self.logicalTopics.map { "  \($0): \(topic($0))" }
        lines.append(more)
        return lines.joined(separator: "\n") + "\n"
    }

    /// Makes the topics, and the schema where there is a database, as an operator does before the first start.
    package func prepare() throws(HarnessError) {
        let folder = try TemporaryFolder()
        let file = folder.path + "/iropsd.yaml"
        try TextFile.write(yaml, to: file)
        try expectSuccess(["topics", "apply", "--config", file])
        if postgresURL != nil { try expectSuccess(["migrate", "--config", file]) }
    }

    private func expectSuccess(_ arguments: [String]) throws(HarnessError) {
        let run = try CommandRun(arguments)
        guard run.exitCode == 0 else {
            throw HarnessError("iropsd \(arguments[0]) ended with \(run.exitCode): \(run.errors)\(run.output)")
        }
    }
}
