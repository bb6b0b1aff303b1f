/// What a cluster lacks of the declared topics, and what would be done about it.
public struct TopicPlan: Sendable, Equatable {
    /// One topic that the cluster does not have.
    struct Creation: Sendable, Equatable {
        var partitions: Int
        var replicationFactor: Int
        /// Those that differ from what the cluster would choose by itself, by Kafka's names.
        var settings: [TopicSetting]
    }

    /// One setting that is not as declared.
    struct Change: Sendable, Equatable {
        /// nil where the cluster does not say.
        var observed: String?
        var setting: TopicSetting
    }

    /// A difference that is told and never changed.
    enum Refusal: Sendable, Equatable {
        case partitions(declared: Int, observed: Int)
        /// Two logical topics that the configuration gives one name.
        case sharedName(with: String)
        /// More copies than there are brokers.
        case replicationFactor(wanted: Int, brokers: Int)
    }

    /// What is done about one topic.
    enum Step: Sendable, Equatable {
        case create(Creation)
        case set([Change])
        case refuse(Refusal)
        case nothing
    }

    /// A topic with its step.
    struct Entry: Sendable, Equatable {
        var declaration: TopicDeclaration
        /// The name on the cluster.
        var realName: String
        var step: Step
        /// What a person should know, and nobody changes.
        var remarks: [String] = []

        /// The topic is not there.
        var isMissing: Bool { if case .create = step { true } else { false } }
    }

    /// In the order of topics.yaml.
    var entries: [Entry]

    /// Whether the cluster is as declared.
    public var isMet: Bool { entries.allSatisfy { $0.step == .nothing } }

    /// Whether something is otherwise than declared that `apply` does not change.
    public var hasRefusals: Bool {
        entries.contains { if case .refuse = $0.step { true } else { false } }
    }

    /// Compares what is declared with what is there.
    /// - Parameters:
    ///   - names: the names that the configuration gives the topics.
    ///   - replicationFactor: what the configuration says of all topics; nil where it says nothing.
    init(_ catalog: TopicCatalog, names: TopicNames, replicationFactor: Int?, cluster: ObservedCluster) {
        var owners: [String: String] = [:]
        entries = []
        for declaration in catalog.topics {
            let realName = names[declaration.name]
            var entry = Entry(declaration: declaration, realName: realName, step: .nothing)
            if let owner = owners[realName] {
                entry.step = .refuse(.sharedName(with: owner))
            } else {
                owners[realName] = declaration.name
                entry.compare(with: cluster, replicationFactor: replicationFactor)
            }
            entries.append(entry)
        }
    }
}

extension TopicPlan.Entry {
    fileprivate mutating func compare(with cluster: ObservedCluster, replicationFactor configured: Int?) {
        let factor = declaration.replicationFactor(brokers: cluster.brokers, configured: configured)
        guard let observed = cluster.topics[realName] else {
            step = creation(factor: factor, cluster: cluster)
            return
        }
        if observed.replicationFactor != factor {
            remarks.append(
                """
                \(observed.replicationFactor) replicas, \(factor) are meant: Kafka's kafka-reassign-partitions changes \
                that, iropsd does not
                """)
        }
        guard observed.partitions == declaration.partitions else {
            step = .refuse(.partitions(declared: declaration.partitions, observed: observed.partitions))
            return
        }
        let changes: [TopicPlan.Change] =
            declaration.settings(replicationFactor: observed.replicationFactor).compactMap { setting in
                let value = observed.settings[setting.name]
                if let value, setting.isMet(by: value) { return nil }
                return TopicPlan.Change(observed: value, setting: setting)
            }
        step = changes.isEmpty ? .nothing : .set(changes)
    }

    private func creation(factor: Int, cluster: ObservedCluster) -> TopicPlan.Step {
        guard factor <= cluster.brokers else {
            return .refuse(.replicationFactor(wanted: factor, brokers: cluster.brokers))
        }
        let settings = declaration.settings(replicationFactor: factor).filter { setting in
            setting.name != TopicSetting.recordBytesMax || !setting.isMet(by: String(cluster.recordBytesMax))
        }
        return .create(
            TopicPlan.Creation(
                partitions: declaration.partitions, replicationFactor: factor, settings: settings))
    }
}
