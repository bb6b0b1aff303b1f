import Glibc
import Harness
import KafkaClient

/// A group of its own with topics of its own on the benchmark's broker; they go with `remove`.
struct Installation {
    let bootstrapServers: String
    /// Stands before the name of every topic but the inputs, and is the group.
    let name: String
    /// Stands before the names of the inputs.
    let inputs: String
    var lanes = 1
    var time = "replay"
    var variant = JobVariant.all
    var instance = "bench"
    /// It keeps the states of others warm.
    var isStandby = false
    /// What is passed on to librdkafka, as `name: value`.
    var properties: [String] = []

    static let inputTopics = ["flight.events", "external.data", "passenger.events", "operator.commands"]
    private static let otherTopics = [
        "disruption.events", "flight.state", "booking.state", "alerts", "notifications", "ml.features",
        "system.metrics", "dead.letter.queue", "iropsd.entities", "iropsd.snapshots",
    ]
    private static let adminSeconds = 60

    /// The real name of a topic.
    func topic(_ logical: String) -> String {
        "\(Self.inputTopics.contains(logical) ? inputs : name).\(logical)"
    }

    /// The configuration, but for `http`.
    var yaml: String {
        let topics = (Self.inputTopics + Self.otherTopics).map { "  \($0): \(topic($0))" }
        let detectors = variant.disabled.map { "  \($0): {enabled: false}" }
        return """
            time: \(time)
            lanes: \(lanes)
            standby: \(isStandby)
            log: {format: json, level: info}
            kafka:
              bootstrap_servers: \(bootstrapServers)
              group_id: \(name)
              instance_id: \(instance)
              librdkafka: {\(properties.joined(separator: ", "))}
            outputs: {flight_state: \(variant.writesFlightState)}
            topics:
            \(topics.joined(separator: "\n"))
            \(detectors.isEmpty ? "" : "detectors:\n" + detectors.joined(separator: "\n"))

            """
    }

    /// Makes the topics that are missing, as an operator does.
    func applyTopics() throws {
        let folder = try TemporaryFolder()
        let file = folder.unusedPath("iropsd.yaml")
        try TextFile.write(yaml, to: file)
        let run = try CommandRun(["topics", "apply", "--config", file])
        guard run.exitCode == 0 else {
            throw HarnessError("iropsd topics apply ended with \(run.exitCode): \(run.errors)\(run.output)")
        }
    }

    /// Deletes its own topics, with `andInputs` the inputs too.
    func remove(andInputs: Bool = false) throws {
        let admin = try Admin(settings: ["bootstrap.servers": bootstrapServers])
        defer { admin.close(within: .seconds(5)) }
        let names = (Self.otherTopics + (andInputs ? Self.inputTopics : [])).map { topic($0) }
        for outcome in try admin.deleteTopics(names, timeout: .seconds(Self.adminSeconds)) {
            if let error = outcome.error, error.code != .unknownTopicOrPartition { throw error }
        }
    }
}
