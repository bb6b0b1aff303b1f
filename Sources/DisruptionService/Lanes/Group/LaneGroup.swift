import DisruptionCore
import KafkaClient
import Synchronization

/// The lanes of a process: a thread each, started anew when one has to give up what it did not commit.
package final class LaneGroup: Sendable {
    private struct State: ~Copyable {
        var statuses: [LaneStatus]
        var lanes: [LaneBox?]
        var restarts: [(count: Int64, why: String?)]
        /// What the lanes that ended have done, by number, and when they committed last, ms since 1970.
        var done: [LaneCounts]
        var committedAtMs: [Int64]
        var failure: LaneFailure.Cause?
    }

    /// A lane as others see it: only its status, which is guarded, and what may be asked of it from any thread.
    private final class LaneBox: @unchecked Sendable {
        let thread: LaneThread
        var lane: Lane<KafkaWorld> { thread.lane }
        init(_ thread: LaneThread) { self.thread = thread }
    }

    private let context: LaneContext
    private let store: SnapshotStore
    private let shelf: StandbyShelf
    private let topics: TopicWatch
    private let lifecycle: Lifecycle
    private var stop: StopRequest { lifecycle.stop }
    private let state: Mutex<State>
    private let threads = Mutex<[SystemThread]>([])
    private let count: Int

    /// Longest pause before a lane starts anew, ms: doubles from 200 at each failure, back after a minute without one.
    private static let pauseMsMax: Int64 = 10_000

    /// - Parameter lifecycle: asked to stop when a lane cannot go on: the others have its deadline to end cleanly.
    convenience init(_ service: ServiceContext, _ context: LaneContext, _ catalog: TopicCatalog) throws(KafkaError) {
        let configuration = service.configuration
        self.init(
            configuration.lanes, context: context,
            store: try SnapshotStore(service, catalog, incarnation: context.incarnation),
            shelf: StandbyShelf(isOpen: configuration.standby),
            topics: TopicLook(catalog, configuration.topics), lifecycle: service.lifecycle)
        if shelf.isOpen { StandbyReport.register(shelf, status: service.status, metrics: service.metrics) }
    }

    private init(
        _ count: Int, context: LaneContext, store: SnapshotStore, shelf: StandbyShelf, topics: TopicLook,
        lifecycle: Lifecycle
    ) {
        self.topics = TopicWatch(topics, context: context, stop: lifecycle.stop)
        self.store = store
        self.shelf = shelf
        self.count = count
        self.context = context
        self.lifecycle = lifecycle
        state = Mutex(
            State(
                statuses: Array(repeating: LaneStatus(), count: count), lanes: Array(repeating: nil, count: count),
                restarts: Array(repeating: (0, nil), count: count), done: Array(repeating: LaneCounts(), count: count),
                committedAtMs: Array(repeating: 0, count: count),
                failure: nil))
    }

    /// The lanes of a process in front of a log that is made as declared and empty.
    /// - Parameter isPretended: the brokers are `MockCluster`'s.
    package convenience init(_ service: ServiceContext, _ catalog: TopicCatalog, isPretended: Bool) throws {
        var context = try Daemon.context(service, (layout: StartCheck.layout(catalog), incarnation: 1))
        context.arePositionsForgotten = isPretended
        try self.init(service, context, catalog)
    }

    /// Starts all lanes.
    package func start() throws(CommandError) {
        try store.start()
        for number in 0..<count {
            let thread = try SystemThread("lane-\(number)") { [self] in keepRunning(number) }
            threads.withLock { $0.append(thread) }
        }
        if shelf.isOpen {
            let standby = StandbyThread(context: context, store: store, shelf: shelf, stop: stop)
            let thread = try SystemThread("standby") { standby.run() }
            threads.withLock { $0.append(thread) }
        }
        let look = try SystemThread("topic-watch") { [self] in topics.run { fail(.counts($0), .topicCounted($0)) } }
        threads.withLock { $0.append(look) }
        let names = (0..<count).compactMap { context.clients($0).instance }
        if names.isEmpty { return }
        let watch = GroupWatch(names, context: context, stop: stop) { [self] in askToRejoin($0) }
        let thread = try SystemThread("group-watch") { watch.run() }
        threads.withLock { $0.append(thread) }
    }

    private func askToRejoin(_ number: Int) {
        state.withLock { state in
            guard let thread = state.lanes[number]?.thread else { return }
            thread.lane.mustRejoin.store(true, ordering: .relaxed)
            thread.wakeup.signal()
        }
    }

    /// Waits until all lanes have ended.
    /// - Returns: what went wrong for good, nil after a clean stop.
    package func join() -> CommandError? {
        for thread in threads.withLock({ $0 }) { thread.join() }
        store.close(within: LaneLimits.closeTime)
        return state.withLock { $0.failure.map { CommandError("\($0)", exitCode: $0.exitCode) } }
    }

    /// Which topics were deleted; nil where all are there.
    var missingTopics: String? { topics.missing }

    /// Why no partition can be taken over any more; nil while they can.
    var snapshotsGone: String? { store.failure.map { "no partition can be taken over any more: \($0)" } }

    /// How the lanes stand.
    package var statuses: [LaneStatus] {
        state.withLock { state in
            for number in 0..<count {
                if let lane = state.lanes[number]?.lane {
                    state.statuses[number] = lane.status.withLock { $0 }
                    state.statuses[number].counts.add(state.done[number])
                }
                state.statuses[number].lastCommitAtMs = max(
                    state.statuses[number].lastCommitAtMs, state.committedAtMs[number])
                state.statuses[number].lane = number
                (state.statuses[number].restarts, state.statuses[number].lastRestart) = state.restarts[number]
            }
            return state.statuses
        }
    }

    private func keepRunning(_ number: Int) {
        var pauseMs: Int64 = 200
        let beat = context.heartbeats?.begin("lane-\(number)")
        defer { context.heartbeats?.end("lane-\(number)") }
        while !stop.isRequested {
            let startedAt = SystemClock.monotonicMs()
            do throws(LaneFailure) {
                try runOnce(number, beat)
                return
            } catch {
                switch error {
                case .fatal(let cause):
                    return fail(cause, .laneFailed(number, why: "\(cause)"))
                case .restart(let why):
                    if stop.isRequested { return context.log.emit(.laneNotCommitted(number, why: why)) }
                    if SystemClock.monotonicMs() - startedAt > 60_000 { pauseMs = 200 }
                    let jitter = Int64(Hash64.mix(UInt64(startedAt)) % UInt64(pauseMs / 2 + 1))
                    context.log.emit(.laneRestarts(number, why: why, delayMs: pauseMs + jitter))
                    state.withLock { $0.restarts[number] = ($0.restarts[number].count + 1, why) }
                    beat?.beat()
                    stop.wait(milliseconds: Int32(clamping: pauseMs + jitter))
                    beat?.beat()
                    pauseMs = min(pauseMs * 2, LaneGroup.pauseMsMax)
                }
            }
        }
    }

    /// Ends the process; the first cause is told at its end.
    private func fail(_ cause: LaneFailure.Cause, _ event: LogEvent) {
        context.log.emit(event)
        state.withLock { $0.failure = $0.failure ?? cause }
        lifecycle.requestStop()
    }

    private func runOnce(_ number: Int, _ beat: Heartbeats.Beat?) throws(LaneFailure) {
        let thread: LaneThread
        do throws(KafkaError) {
            thread = try LaneThread(number, context: context, store: store, shelf: shelf, stop: stop)
        } catch {
            throw error.code == .invalidArgument ? .fatal(.kafka(error)) : LaneFailure(error, doing: "making clients")
        }
        let lane = thread.lane
        let box = LaneBox(thread)
        state.withLock { $0.lanes[number] = box }
        defer {
            lane.publishCounts()
            state.withLock {
                let last = lane.status.withLock { $0 }
                $0.done[number].add(last.counts)
                $0.committedAtMs[number] = max($0.committedAtMs[number], last.lastCommitAtMs)
                $0.statuses[number] = last
                $0.statuses[number].counts = $0.done[number]
                $0.lanes[number] = nil
            }
            thread.close(within: stop.isRequested ? LaneLimits.groupTime : LaneLimits.groupTimeOfRestart)
        }
        try thread.run(beat)
    }
}
