import KafkaClient
import WireFormat

/// Finds the input topics of a cluster; waits for a broker that is away.
struct FeedInputs {
    let settings: KafkaSettings
    let names: TopicNames
    let hooks: KafkaHooks
    let stop: StopRequest

    /// Milliseconds between two tries.
    private static let retryMs: Int32 = 1000
    private static let askLimit = Duration.seconds(5)

    /// - Parameter told: called with why it waits, once for every new reason.
    /// - Returns: nil when stopped before a broker answered.
    /// - Throws: `CommandError` where waiting does not help: a setting that is refused, a topic that is missing.
    func find(told: (String) -> Void) throws(CommandError) -> [KafkaFeedTarget.Input]? {
        let admin: Admin
        do {
            admin = try Admin(settings: settings, hooks: hooks)
        } catch {
            throw CommandError("kafka.librdkafka: \(error.subject): \(error.reason)", exitCode: .usage)
        }
        defer { admin.close(within: .seconds(5)) }
        var reason = ""
        while !stop.isRequested {
            let topics: [String: TopicDescription]
            do throws(KafkaError) {
                topics = try admin.topics(timeout: Self.askLimit)
            } catch {
                if error.reason != reason {
                    told(
                        "\(settings["bootstrap.servers"] ?? ""): no answer (\(error.reason)); trying on. Is a broker "
                            + "running there? See kafka.bootstrap_servers")
                }
                reason = error.reason
                stop.wait(milliseconds: Self.retryMs)
                continue
            }
            return try inputs(of: topics)
        }
        return nil
    }

    private func inputs(of topics: [String: TopicDescription]) throws(CommandError) -> [KafkaFeedTarget.Input] {
        var inputs: [KafkaFeedTarget.Input] = []
        for input in InputTopic.allCases {
            let name = names["\(input.name)"]
            guard let topic = topics[name], !topic.partitions.isEmpty else {
                throw CommandError("topic \(name) does not exist; make it with `iropsd topics apply --config FILE`")
            }
            inputs.append(KafkaFeedTarget.Input(input, topic: name, partitions: topic.partitions.count))
        }
        return inputs
    }
}

extension KafkaFeedTarget {
    /// The input topics of a configuration's cluster, for one who tells events to them.
    /// - Parameters:
    ///   - name: of this client, as the broker logs it.
    ///   - told: called with why it waits, once for every new reason.
    /// - Returns: nil when stopped before a broker answered.
    /// - Throws: `CommandError`, `KafkaError` where waiting does not help.
    static func connect(
        _ configuration: Configuration, name: String, _ stop: StopRequest, told: (String) -> Void
    ) throws -> KafkaFeedTarget? {
        let own: KafkaSettings = ["bootstrap.servers": configuration.kafka.bootstrapServers]
        let settings = own.merging(configuration.kafka.librdkafka)
        // librdkafka's own lines would tear the progress; what matters comes as errors.
        let hooks = KafkaHooks(log: { _, _, _ in })
        let inputs = FeedInputs(settings: settings, names: configuration.topics, hooks: hooks, stop: stop)
        guard let found = try inputs.find(told: told) else { return nil }
        return try KafkaFeedTarget(settings: settings, inputs: found, name: name, hooks: hooks)
    }
}
