import Glibc
import KafkaClient

/// Looks at the topics of a cluster, and makes them as declared.
public final class TopicAdministration {
    /// One thing that `apply` did, or could not do.
    public struct Report: Sendable, Equatable {
        /// The logical name of the topic, with the one on the cluster where it is another.
        public let topic: String
        /// What was done, or why not.
        public let text: String
        public let isFailure: Bool
    }

    private let connection: TopicsConnection
    private let configuration: Configuration
    private let catalog: TopicCatalog
    private let admin: Admin
    private let requestLimit: Duration

    /// Connecting goes on in the background.
    /// - Parameter requestLimit: how long one request to the cluster may take.
    /// - Throws: `TopicsError` when a setting under `kafka.librdkafka` is refused.
    public init(
        _ configuration: Configuration, catalog: TopicCatalog, requestLimit: Duration = .seconds(10)
    ) throws(TopicsError) {
        self.configuration = configuration
        self.requestLimit = requestLimit
        self.catalog = catalog
        connection = TopicsConnection(configuration)
        do {
            admin = try Admin(settings: connection.settings, hooks: connection.hooks)
        } catch {
            throw connection.explain(error)
        }
    }

    deinit {
        admin.close(within: TopicsConnection.closeLimit)
    }

    /// What the cluster lacks; changes nothing.
    /// - Parameter readsSettings: false leaves the topics' settings unread, which takes a question each: the plan then
    ///   sets all of them.
    /// - Throws: `TopicsError` when the cluster does not answer or does not let itself be looked at.
    public func plan(readsSettings: Bool = true) throws(TopicsError) -> TopicPlan {
        let deadline = ContinuousClock.now.advanced(by: Self.settlingLimit)
        while true {
            do throws(KafkaError) {
                return TopicPlan(
                    catalog, names: configuration.topics, replicationFactor: configuration.kafka.replicationFactor,
                    cluster: try observe(readsSettings: readsSettings))
            } catch {
                // A topic that was made or deleted a moment ago: one broker knows of it, the next does not.
                let isUnsettled = error.code == .unknownTopicOrPartition || error.code == .unknownTopic
                guard isUnsettled, ContinuousClock.now < deadline else { throw connection.explain(error) }
            }
            usleep(Self.lookAgainMicroseconds)
        }
    }

    /// The positions that a group has committed, with their metadata; none for a group that is not known.
    /// - Throws: `TopicsError` when the cluster does not answer.
    func positions(of group: String) throws(TopicsError) -> [PartitionOffset] {
        do throws(KafkaError) {
            return try admin.committedOffsets(of: group, timeout: requestLimit)
        } catch {
            throw connection.explain(error)
        }
    }

    /// Makes the cluster as declared, as far as that is ever done by itself; what is as declared stays untouched.
    ///
    /// The incarnation is raised before the entities topic is made: whoever is interrupted in between only skips a
    /// number. Returns when the brokers show what was made, because they answer before all of them know.
    /// - Parameters:
    ///   - incarnation: the one to write where the record of it is lost; nil is what can be found out.
    ///   - report: told of each thing as soon as it is done or has failed.
    /// - Returns: whether everything is as declared now.
    /// - Throws: `TopicsError` when the cluster does not answer, or the incarnation cannot be read or written.
    public func apply(incarnation: Int64? = nil, report: (Report) -> Void) throws(TopicsError) -> Bool {
        let plan = try plan()
        let snapshots = plan.entries.filter { $0.declaration.name == "iropsd.snapshots" }
        let others = plan.entries.filter { $0.declaration.name != "iropsd.snapshots" }
        var failed = try perform(snapshots, report)
        if failed.isEmpty { try raiseIncarnation(plan, incarnation, report) }
        failed.formUnion(try perform(others, report))
        return try settle(plan, failed, report) && failed.isEmpty
    }

    /// Waits until the brokers show what was done, and tells what they show otherwise.
    private func settle(
        _ plan: TopicPlan, _ failed: Set<String>, _ report: (Report) -> Void
    ) throws(TopicsError) -> Bool {
        if plan.isMet { return true }
        let deadline = ContinuousClock.now.advanced(by: Self.settlingLimit)
        while true {
            let rest = try self.plan().entries.filter { $0.step != .nothing && !failed.contains($0.declaration.name) }
            if rest.isEmpty { return true }
            let isWaiting = rest.contains { if case .refuse = $0.step { false } else { true } }
            if !isWaiting || ContinuousClock.now >= deadline {
                for entry in rest { tell(entry, TopicPlanText.lines(entry)[0], isFailure: true, report) }
                return false
            }
            usleep(Self.lookAgainMicroseconds)
        }
    }

    /// How long brokers may take to tell each other of a change.
    private static let settlingLimit = Duration.seconds(15)
    private static let lookAgainMicroseconds: UInt32 = 50_000

    private func observe(readsSettings: Bool) throws(KafkaError) -> ObservedCluster {
        var observed = ObservedCluster(brokers: try admin.cluster(timeout: requestLimit).brokers.count)
        let topics = try admin.topics(timeout: requestLimit)
        for name in Set(catalog.topics.map { configuration.topics[$0.name] }) {
            guard let topic = topics[name] else {
                try requireAbsence(of: name)
                continue
            }
            if let error = topic.error { throw error }
            let configs = readsSettings ? try admin.configs(of: name, timeout: requestLimit) : [:]
            observed.topics[name] = ObservedTopic(
                partitions: topic.partitions.count, replicationFactor: topic.replicationFactor,
                settings: configs.compactMapValues(\.value))
        }
        return observed
    }

    /// A topic that is not listed may be there all the same: unseen for want of rights, or made a moment ago.
    private func requireAbsence(of name: String) throws(KafkaError) {
        do throws(KafkaError) {
            _ = try admin.configs(of: name, timeout: requestLimit)
        } catch {
            if error.code == .unknownTopicOrPartition { return }
            throw error
        }
        throw KafkaError(code: .unknownTopic, operation: "describe topic", subject: name)
    }

    private func raiseIncarnation(
        _ plan: TopicPlan, _ given: Int64?, _ report: (Report) -> Void
    ) throws(TopicsError) {
        guard let entities = plan.entries.first(where: { $0.declaration.name == "iropsd.entities" }),
            let snapshots = plan.entries.first(where: { $0.declaration.name == "iropsd.snapshots" })
        else { return }
        if case .refuse = entities.step { return }
        let log = LogIncarnation(connection, topic: snapshots.realName)
        let written = try log.read()
        if given != nil, let written {
            throw TopicsError(
                "the log has incarnation \(written): --incarnation is for one whose record is lost", exitCode: .usage)
        }
        guard let written else {
            let life: Int64
            if let given { life = given } else { life = try lostIncarnation(plan, entities, snapshots) }
            try log.write(life)
            return tell(snapshots, "incarnation \(life) of the log", report)
        }
        guard entities.isMissing else { return }
        guard written < LogIncarnation.greatest else {
            throw TopicsError("\(snapshots.realName): incarnation \(written) is the last one; start with new topics")
        }
        try log.write(written + 1)
        tell(snapshots, "incarnation \(written + 1) of the log, since it is made anew", report)
    }

    private func lostIncarnation(
        _ plan: TopicPlan, _ entities: TopicPlan.Entry, _ snapshots: TopicPlan.Entry
    ) throws(TopicsError) -> Int64 {
        let outputs = plan.entries.filter { Self.versioned.contains($0.declaration.name) && !$0.isMissing }
        let lost = LostIncarnation(
            connection: connection, log: entities.isMissing ? nil : entities.realName,
            outputs: outputs.map(\.realName), snapshots: snapshots.realName,
            positions: entities.isMissing ? [] : try positions(of: configuration.kafka.groupId))
        return try lost.find(within: requestLimit)
    }

    /// Topics whose records carry versions.
    private static let versioned = ["disruption.events", "flight.state", "booking.state"]

    /// - Returns: the logical names of those that could not be made as declared.
    private func perform(_ entries: [TopicPlan.Entry], _ report: (Report) -> Void) throws(TopicsError) -> Set<String> {
        var failed: Set<String> = []
        let made = try create(entries)
        for entry in entries {
            let lines = TopicPlanText.lines(entry)
            switch entry.step {
            case .nothing: tell(entry, "as declared", report)
            case .create(let creation):
                let error = made[entry.realName] ?? nil
                if let error, error.code != .topicAlreadyExists {
                    tell(entry, "not made: \(connection.explain(error))", isFailure: true, report)
                    failed.insert(entry.declaration.name)
                } else {
                    let text =
                        error == nil ? "made: \(TopicPlanText.shape(creation))" : "made by somebody else just now"
                    tell(entry, text, report)
                }
            case .set(let changes):
                do throws(KafkaError) {
                    let values = changes.map { ($0.setting.name, String?.some($0.setting.value)) }
                    try admin.alterConfigs(of: entry.realName, Dictionary(values) { $1 }, timeout: requestLimit)
                    for line in lines.prefix(changes.count) { tell(entry, line, report) }
                } catch {
                    tell(entry, "not changed: \(connection.explain(error))", isFailure: true, report)
                    failed.insert(entry.declaration.name)
                }
            case .refuse:
                tell(entry, lines[0], isFailure: true, report)
                failed.insert(entry.declaration.name)
            }
        }
        return failed
    }

    private func tell(
        _ entry: TopicPlan.Entry, _ text: String, isFailure: Bool = false, _ report: (Report) -> Void
    ) {
        report(Report(topic: TopicPlanText.title(entry), text: text, isFailure: isFailure))
    }

    /// Makes the topics that are missing.
    /// - Returns: what became of each, by real name: an error, or nil.
    private func create(_ entries: [TopicPlan.Entry]) throws(TopicsError) -> [String: KafkaError?] {
        let topics = entries.compactMap { entry -> NewTopic? in
            guard case .create(let creation) = entry.step else { return nil }
            return NewTopic(
                entry.realName, partitions: creation.partitions, replicationFactor: creation.replicationFactor,
                configs: Dictionary(creation.settings.map { ($0.name, $0.value) }) { $1 })
        }
        do throws(KafkaError) {
            let outcomes = try admin.createTopics(topics, timeout: requestLimit)
            return Dictionary(outcomes.map { ($0.subject, $0.error) }) { $1 }
        } catch {
            throw connection.explain(error)
        }
    }
}
