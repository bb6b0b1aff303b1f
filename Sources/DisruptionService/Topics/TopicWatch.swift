import KafkaClient
import Synchronization

/// Looks at the topics of a process on a thread of its own: clients ask for partitions that were added only after
/// minutes, and one that is deleted is an error to nobody who only waits for its records.
final class TopicWatch: Sendable {
    private let clients: LaneClients
    private let hooks: KafkaHooks
    private let log: Log
    private let stop: StopRequest
    private let state: Mutex<TopicLook>

    /// How often the brokers are asked, ms: one request for all topics.
    private static let lookMs: Int32 = 10_000
    /// How soon they are asked again while something is amiss, ms: brokers have told each other by then.
    private static let lookAgainMs: Int32 = 2_000

    init(_ look: consuming TopicLook, context: LaneContext, stop: StopRequest) {
        state = Mutex(look)
        clients = context.clients(0)
        hooks = context.hooks
        log = context.log
        self.stop = stop
    }

    /// What is missing, for /ready; nil where all are there.
    var missing: String? {
        let names = state.withLock { $0.missing }.map(\.topic)
        return names.isEmpty ? nil : "missing on the brokers: \(names.joined(separator: ", "))"
    }

    /// Looks until asked to stop. What the broker does not answer is told once for each reason, and asked again.
    /// - Parameter end: asks for the end of the process.
    func run(end: (CountChange) -> Void) {
        let admin: Admin
        do throws(KafkaError) {
            admin = try Admin(settings: clients.base, hooks: hooks)
        } catch {
            return log.emit(.topicsNotSeen(error))
        }
        defer { admin.close(within: LaneLimits.closeTime) }
        var told: String?
        while !stop.wait(milliseconds: state.withLock { $0.isUnsettled } ? Self.lookAgainMs : Self.lookMs) {
            do throws(KafkaError) {
                let found = try admin.topics(timeout: LaneLimits.groupAnswerTime).compactMapValues(Self.sight)
                told = nil
                if stop.isRequested { return }
                for change in state.withLock({ $0.look(at: found) }) {
                    if case .counted(let count) = change { end(count) } else { tell(change) }
                }
            } catch {
                // That no broker answers is told elsewhere.
                if error.isRetriable || error.healsWithBroker || told == error.description { continue }
                told = error.description
                log.emit(.topicsNotSeen(error))
            }
        }
    }

    private func tell(_ change: TopicLook.Change) {
        switch change {
        case .counted: break
        case .missing(let topic): log.emit(.topicMissing(topic))
        case .back(let topic): log.emit(.topicBack(topic))
        }
    }

    /// What a broker's answer says of one topic; nil where it says that there is none.
    private static func sight(of topic: TopicDescription) -> TopicLook.Sight? {
        switch topic.error?.code {
        case nil: .partitions(topic.partitions.count)
        case .unknownTopic, .unknownTopicOrPartition: nil
        case .some: .unclear
        }
    }
}

/// What happens to the topics of a running process, with the words for the operator.
extension LogEvent {
    static func topicCounted(_ count: CountChange) -> LogEvent {
        LogEvent(.error, "topics.partitions", "\(count)", ["topic": .text(count.topic)])
    }

    fileprivate static func topicMissing(_ topic: TopicLook.Topic) -> LogEvent {
        LogEvent(
            .error, "topics.missing",
            """
            \(topic.topic) was deleted while this process runs, or its user may not see it any more (DESCRIBE). \
            \(topic.meaning)
            """, ["topic": .text(topic.topic)])
    }

    fileprivate static func topicBack(_ topic: TopicLook.Topic) -> LogEvent {
        LogEvent(.info, "topics.back", "A topic that was missing is there again", ["topic": .text(topic.topic)])
    }

    fileprivate static func topicsNotSeen(_ error: KafkaError) -> LogEvent {
        LogEvent(
            .warning, "topics.not_seen",
            "The topics cannot be looked at, so partitions that are added and topics that are deleted go unseen longer",
            ["why": .described(error)])
    }
}

extension TopicLook.Topic {
    /// What it means that it is missing, and what to do.
    fileprivate var meaning: String {
        switch name {
        case "iropsd.snapshots":
            """
            With it went the snapshots and the number that keeps versions of outputs rising: what is in memory goes \
            on, and a restart loses it where the front of the log is deleted. Where there is a copy of the topic, \
            bring it back; otherwise run iropsd topics apply first, which takes the number from the group's positions, \
            and then begin anew: \(LogIncarnation.anew())
            """
        case "iropsd.entities":
            """
            It is the log that all states are computed from: nothing goes on without it. Stop all processes of the \
            group, run iropsd topics apply, which begins anew with empty states and keeps versions rising, and start \
            again; leave iropsd.snapshots as it is
            """
        default:
            CountChange.Kind(of: name) == .input
                ? """
                Nothing is read from it, and event time waits for it. Those whose topic it is have to make it anew \
                with \(partitions) partitions (iropsd topics apply would, too); it is then read from its beginning \
                without a restart
                """
                : "Nothing can be committed until it is there again: iropsd topics apply makes it"
        }
    }
}
