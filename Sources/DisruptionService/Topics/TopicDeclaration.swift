/// One topic as topics.yaml declares it.
public struct TopicDeclaration: Sendable, Equatable {
    /// Who writes a topic and who reads it.
    public enum Role: String, CaseIterable, Sendable {
        /// Others write it.
        case input
        /// Others read it.
        case output
        /// Nobody else's business; the partition count is fixed for life.
        case `internal`
    }

    /// What Kafka does with old records.
    public enum Cleanup: String, CaseIterable, Sendable {
        case delete, compact
    }

    /// How many copies of each partition there are.
    public enum Replication: Sendable, Equatable {
        /// The smaller of 3 and the number of brokers.
        case auto
        case factor(Int)
    }

    /// How long a record is kept at least.
    public enum Retention: Sendable, Equatable {
        case forever
        case milliseconds(Int64)
    }

    /// The logical name; the configuration may give the topic another one on the cluster.
    public var name: String
    public var role: Role
    /// What the record key is, for a person.
    public var key: String
    public var partitions: Int
    public var replication = Replication.auto
    public var retention: Retention
    public var cleanup: Cleanup
    /// Bytes of key, value and headers of the largest record that the topic must take.
    public var recordBytesMax: Int
    /// Other settings of the topic by Kafka's own names.
    public var config: [String: String] = [:]
    /// What a reader finds in it, for a person.
    public var carries: String
}

extension TopicDeclaration {
    /// Copies of each partition on a cluster.
    /// - Parameters:
    ///   - brokers: brokers of the cluster, at least 1.
    ///   - configured: what the configuration says of all topics; nil where it says nothing.
    func replicationFactor(brokers: Int, configured: Int?) -> Int {
        if let configured { return configured }
        switch replication {
        case .auto: return min(3, max(1, brokers))
        case .factor(let factor): return factor
        }
    }

    /// The settings that the topic must have, in the order in which they are shown.
    /// - Parameter replicationFactor: copies that there are, or will be.
    func settings(replicationFactor: Int) -> [TopicSetting] {
        var settings = [TopicSetting(name: "cleanup.policy", value: cleanup.rawValue)]
        if cleanup == .delete {
            switch retention {
            case .forever:
                settings.append(TopicSetting(name: "retention.ms", value: "-1"))
                settings.append(TopicSetting(name: "retention.bytes", value: "-1"))
            case .milliseconds(let milliseconds):
                settings.append(TopicSetting(name: "retention.ms", value: String(milliseconds)))
            }
        }
        settings.append(
            TopicSetting(
                name: TopicSetting.recordBytesMax, value: String(recordBytesMax + TopicSetting.framingBytes),
                rule: .atLeast))
        // With fewer than three copies a second one in step would mean that no broker may ever be away.
        settings.append(
            TopicSetting(name: "min.insync.replicas", value: replicationFactor >= 3 ? "2" : "1", rule: .atLeast))
        for (name, value) in config.sorted(by: { $0.key < $1.key }) {
            settings.append(TopicSetting(name: name, value: value))
        }
        return settings
    }
}
