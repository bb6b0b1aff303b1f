import DisruptionCore
import KafkaClient
import Synchronization

/// Looks at how far the group is behind on a thread of its own, as any monitor would from outside, so that the figures
/// are there while nobody owns a partition too.
final class GroupLagWatch: Sendable {
    private let context: LaneContext
    private let stop: StopRequest
    private let lag = Mutex(GroupLag())

    /// Between two looks, ms: three requests for all partitions.
    private static let lookMs: Int32 = 10_000
    private static let answerTime = Duration.seconds(5)

    init(_ context: LaneContext, stop: StopRequest) {
        self.context = context
        self.stop = stop
    }

    func register(in metrics: MetricsRegistry) {
        func gauge(
            _ name: String, _ help: String, _ unit: MetricUnit, _ value: @escaping @Sendable (GroupLag.Waiting) -> Int64
        ) {
            metrics.collectGauges(name, help, unit: unit) { [self] in
                lag.withLock { $0.waiting(nowMs: SystemClock.monotonicMs()) }.map {
                    MetricSample(
                        value($0), labels: ["topic": $0.place.topic, "partition": "\($0.place.partition)"])
                }
            }
        }
        gauge(
            "iropsd_group_lag", "Records that the group has not committed, also of partitions without an owner.", .count
        ) {
            $0.records
        }
        gauge("iropsd_group_lag_seconds", "Age of the oldest of them, at least.", .milliseconds) { $0.ageMs }
    }

    /// Looks until asked to stop. That the broker does not answer is told elsewhere; the figures stand meanwhile.
    func run() {
        let clients: (consumer: Consumer, admin: Admin)
        do throws(KafkaError) {
            var settings = context.clients(0).follower
            settings["client.id"] = "iropsd-lag-\(context.groupID)"
            settings["statistics.interval.ms"] = nil
            clients = (
                try Consumer(settings: settings, hooks: context.hooks),
                try Admin(settings: context.clients(0).base, hooks: context.hooks)
            )
        } catch {
            return context.log.emit(.lagNotSeen(error))
        }
        defer {
            clients.consumer.close(within: LaneLimits.closeTime)
            clients.admin.close(within: LaneLimits.closeTime)
        }
        var told: String?
        repeat {
            do throws(KafkaError) {
                try look(clients.consumer, clients.admin)
                told = nil
            } catch {
                if error.isRetriable || error.healsWithBroker || told == error.description { continue }
                told = error.description
                context.log.emit(.lagNotSeen(error))
            }
            while clients.consumer.poll() != nil {}
        } while !stop.wait(milliseconds: Self.lookMs)
    }

    private func look(_ consumer: Consumer, _ admin: Admin) throws(KafkaError) {
        let topics = context.topics.inputs + [context.topics.entities]
        let counts = SourceTopic.allCases.map { context.layout.partitions(of: $0) }
        let places = zip(topics, counts).flatMap { topic, count in (0..<count).map { TopicPartition(topic, Int32($0)) }
        }
        let ranges = try consumer.ranges(of: places, timeout: Self.answerTime)
        let held = try admin.committedOffsets(of: context.groupID, timeout: Self.answerTime)
        let positions = Dictionary(held.map { ($0.partition, $0.offset.number) }) { $1 }
        let nowMs = SystemClock.monotonicMs()
        lag.withLock { lag in
            for (place, range) in ranges { lag.look(place, position: positions[place] ?? nil, range, nowMs: nowMs) }
        }
    }
}

extension LogEvent {
    fileprivate static func lagNotSeen(_ error: KafkaError) -> LogEvent {
        LogEvent(
            .warning, "group.lag_not_seen", "Cannot see how far the group is behind; its figures stand still",
            ["why": .described(error)])
    }
}
