import DisruptionCore
import KafkaClient
import WireFormat

/// What must be true of the cluster before a lane starts: the topics are there, with the declared partitions, and the
/// log has an incarnation, and nothing was left uncleanly with other settings of the ingest or other rules. A broker
/// that is away is waited for; what cannot heal by itself ends the process with what to do.
struct StartCheck {
    let configuration: Configuration
    let log: Log
    let health: Health
    let stop: StopRequest
    /// What a build with other rules left unfinished may be worked on.
    var acceptsOtherRules = false

    /// Topics that this process reads or writes.
    static let used = [
        "flight.events", "external.data", "passenger.events", "disruption.events", "flight.state", "booking.state",
        "notifications", "dead.letter.queue", "iropsd.entities", "iropsd.snapshots",
    ]

    /// - Returns: the layout and the log's incarnation; nil when asked to stop before the broker answered.
    /// - Throws: `CommandError` with exit code 2.
    func run(_ catalog: TopicCatalog) throws -> (layout: LogLayout, incarnation: UInt32)? {
        var attempt = 0
        var told = ""
        while !stop.isRequested {
            do throws(TopicsError) {
                let administration = try TopicAdministration(configuration, catalog: catalog, requestLimit: .seconds(5))
                let problems = try administration.plan(readsSettings: false).problems(of: StartCheck.used)
                guard problems.isEmpty else {
                    throw TopicsError(problems.joined(separator: "; "))
                }
                guard let history = try LogIncarnation(configuration).history(within: .seconds(20)) else {
                    throw TopicsError("the log has no incarnation: run iropsd topics apply")
                }
                let layout = Self.layout(catalog)
                if let cause = history.conflict(with: layout) {
                    throw TopicsError(cause.description, exitCode: .usage)
                }
                let positions = try administration.positions(of: configuration.kafka.groupId)
                try refuseOtherSettings(of: positions)
                try refuseOtherRules(of: positions, history)
                return (layout, history.incarnation)
            } catch {
                guard error.isRetriable else {
                    throw CommandError("cannot start: \(error.description)", exitCode: .usage)
                }
                health.notReady("broker", error.description)
                if error.description != told { log.emit(.waitingForBroker(error.description)) }
                told = error.description
                attempt += 1
                stop.wait(milliseconds: Int32(min(5000, 500 * attempt)))
            }
        }
        return nil
    }

    /// Looks at all inputs of the group, before any lane reads one: were some to be read with the new settings before
    /// another is refused, no settings would be right for all.
    private func refuseOtherSettings(of positions: [PartitionOffset]) throws(TopicsError) {
        let settings = IngestSettings(isLive: configuration.time == .live, configuration.engine)
        let inputs = Set(InputTopic.allCases.map { configuration.topics[$0.name.description] })
        let held = positions.filter { inputs.contains($0.partition.topic) }
        if let cause = Self.conflict(in: held, with: settings, acceptsOtherRules) {
            throw TopicsError(cause.description, exitCode: .usage)
        }
    }

    /// Looks at all partitions of the log too: were some worked on by this build before another is refused, no build
    /// would be right for all.
    private func refuseOtherRules(
        of positions: [PartitionOffset], _ history: SnapshotHistory
    ) throws(TopicsError) {
        let log = configuration.topics["iropsd.entities"]
        let held = positions.filter { $0.partition.topic == log }
        if acceptsOtherRules { return }
        if let cause = Self.leftOver(in: held, history, rules: PartitionEngine.rules) {
            throw TopicsError(cause.description, exitCode: .usage)
        }
    }

    /// The metadata of a position in the log where it was committed by a build with other rules; else nil.
    private static func metadata(of position: PartitionOffset, notBy rules: Int64) -> LogPositionMetadata? {
        position.metadata.flatMap { LogPositionMetadata($0) }.flatMap { $0.rules == rules ? nil : $0 }
    }

    /// The first partition of the log that a build with other rules has left so that this one must not go on.
    static func leftOver(
        in positions: [PartitionOffset], _ history: SnapshotHistory, rules: Int64
    ) -> LaneFailure.Cause? {
        for position in positions.sorted(by: { $0.partition < $1.partition }) {
            let number = Int(position.partition.partition)
            guard let held = metadata(of: position, notBy: rules), let offset = position.offset.number,
                held.incarnation == history.incarnation, !history.isLeftWhole(number, at: offset, held)
            else { continue }
            return .otherRules(partition: number, of: held.rules, own: rules)
        }
        return nil
    }

    /// The first of the positions that must not be read on with these settings.
    static func conflict(
        in positions: [PartitionOffset], with settings: IngestSettings, _ acceptsOtherRules: Bool = false
    ) -> LaneFailure.Cause? {
        for position in positions.sorted(by: { $0.partition < $1.partition }) {
            guard let held = position.metadata.flatMap({ RawPositionMetadata($0) }),
                let conflict = settings.conflict(with: held, acceptsOtherRules: acceptsOtherRules)
            else { continue }
            return .ingestSettings(
                topic: position.partition.topic, partition: Int(position.partition.partition), conflict: conflict)
        }
        return nil
    }

    /// The layout of the log, as the topics are declared.
    static func layout(_ catalog: TopicCatalog) -> LogLayout {
        func partitions(_ name: String) -> Int { catalog.topics.first { $0.name == name }?.partitions ?? 1 }
        return LogLayout(
            flightEvents: partitions("flight.events"), externalData: partitions("external.data"),
            passengerEvents: partitions("passenger.events"), entities: partitions("iropsd.entities"))
    }
}

extension TopicPlan {
    /// What keeps a daemon from starting, for some of the topics: those that are missing or have other partition
    /// counts.
    func problems(of names: [String]) -> [String] {
        entries.filter { names.contains($0.declaration.name) }.compactMap { entry in
            switch entry.step {
            case .create: "topic \(entry.realName) is missing: run iropsd topics apply"
            case .refuse(.partitions(let declared, let observed)):
                """
                topic \(entry.realName) has \(observed) partitions, \(declared) are declared. \
                \(CountChange(entry, found: observed).advice)
                """
            case .refuse(.sharedName(let other)):
                "topics \(entry.declaration.name) and \(other) have one name, \(entry.realName)"
            case .refuse(.replicationFactor), .set, .nothing: nil
            }
        }
    }
}

extension LogEvent {
    fileprivate static func waitingForBroker(_ why: String) -> LogEvent {
        LogEvent(
            .warning, "start.broker_away", "Waiting for Kafka; goes on by itself when it answers", ["why": .text(why)])
    }
}
