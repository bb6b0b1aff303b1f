import KafkaClient

/// Finds the input topics of a cluster; waits for a broker that is away.
struct ReplayInputs {
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
    func find(told: (String) -> Void) throws(CommandError) -> [KafkaReplayTarget.Input]? {
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

    private func inputs(of topics: [String: TopicDescription]) throws(CommandError) -> [KafkaReplayTarget.Input] {
        var inputs: [KafkaReplayTarget.Input] = []
        for logical in KafkaReplayTarget.marked {
            let name = names[logical]
            guard let topic = topics[name], !topic.partitions.isEmpty else {
                throw CommandError("topic \(name) does not exist; make it with `iropsd topics apply --config FILE`")
            }
            inputs.append(KafkaReplayTarget.Input(topic: name, partitions: topic.partitions.count))
        }
        return inputs
    }
}
