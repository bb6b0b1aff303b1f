import DisruptionCore
import KafkaClient

/// Looks after the group on a thread of its own: partitions without an owner would stay so.
final class GroupWatch: Sendable {
    private let context: LaneContext
    private let names: [String]
    private let stop: StopRequest
    private let rejoin: @Sendable (_ lane: Int) -> Void

    /// - Parameters:
    ///   - names: the static members of this process, by lane.
    ///   - rejoin: lets a lane leave the group and join anew.
    init(_ names: [String], context: LaneContext, stop: StopRequest, rejoin: @escaping @Sendable (Int) -> Void) {
        self.names = names
        self.context = context
        self.stop = stop
        self.rejoin = rejoin
    }

    /// Looks until asked to stop. What the broker does not answer is told once for each reason, and asked again.
    func run() {
        let clients = context.clients(0)
        let admin: Admin
        do throws(KafkaError) {
            admin = try Admin(settings: clients.base, hooks: context.hooks)
        } catch {
            return context.log.emit(.groupNotSeen(clients.groupID, error))
        }
        defer { admin.close(within: LaneLimits.closeTime) }
        var watch = OwnershipWatch(expected: expected)
        var told: String?
        while !stop.wait(milliseconds: LaneLimits.groupLookMs) {
            do throws(KafkaError) {
                let group = try admin.group(clients.groupID, timeout: LaneLimits.groupAnswerTime)
                told = nil
                // A static member of another process is that process's to move.
                if let name = watch.look(at: group, nowMs: SystemClock.monotonicMs()),
                    let lane = names.firstIndex(of: name)
                {
                    rejoin(lane)
                }
            } catch {
                // That no broker answers is told elsewhere.
                if error.isRetriable || told == error.description { continue }
                told = error.description
                context.log.emit(.groupNotSeen(clients.groupID, error))
            }
        }
    }

    private var expected: Set<TopicPartition> {
        let topics = context.topics.inputs + [context.topics.entities]
        let counts = SourceTopic.allCases.map { context.layout.partitions(of: $0) }
        return Set(zip(topics, counts).flatMap { topic, count in (0..<count).map { TopicPartition(topic, Int32($0)) } })
    }
}
