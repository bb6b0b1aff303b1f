import DisruptionCore
import KafkaClient
import Synchronization

/// Carries out a lane's transactions, one at a time, while the lane goes on: a step at a time, so that a thread or a
/// simulation can drive it.
///
/// What is done in which order, and what follows from each error, `CommitCourse` decides.
final class Committer<World: LaneWorld>: @unchecked Sendable {
    // Unchecked: `work` belongs to whoever steps, all else is guarded or never changes.
    typealias Unit = CommitUnit<World.Member.Identity>

    /// What the lane sees.
    enum State: Sendable {
        case idle
        case busy
        /// Nothing more is committed; the lane must start anew, or end.
        case failed(KafkaError)
    }

    /// What the one who steps does next.
    enum Next: Equatable, Sendable {
        case goOn
        /// Nothing to do until somebody signals, or for so long.
        case wait(milliseconds: Int64)
        case ended
    }

    private struct Mailbox: ~Copyable {
        var state = State.idle
        var unit: Unit?
        var spare: [Unit] = []
        /// Who the lane has become in its group since the unit under way was closed.
        var group: World.Member.Identity?
        var isClosed = false
        var isAbandoned = false
        var commits: Int64 = 0
        var lastMs: Int64 = 0
        var lastAtMs: Int64 = 0
    }

    /// The commit under way.
    private struct Work {
        let unit: Unit
        var course: CommitCourse
        let startMs: Int64
        /// Since when news of the group are waited for.
        var askingSinceMs: Int64?
        /// Outputs handed over in this transaction.
        var sent = 0
    }

    private let transactions: World.Transactions
    private let frames: World.Frames
    /// Asked for the group's positions, and nothing else.
    private let member: World.Member
    private let clock: LaneClock
    private let latencies: LaneLatencies?
    private let mailbox = Mutex(Mailbox())
    private var work: Work?
    /// Wakes who steps this, and who steps the lane.
    private let wake: @Sendable () -> Void
    private let wakeLane: @Sendable () -> Void

    init(
        transactions: World.Transactions, frames: World.Frames, member: World.Member, clock: LaneClock,
        latencies: LaneLatencies? = nil, wake: @escaping @Sendable () -> Void = {},
        wakeLane: @escaping @Sendable () -> Void = {}
    ) {
        self.transactions = transactions
        self.frames = frames
        self.member = member
        self.clock = clock
        self.latencies = latencies
        self.wake = wake
        self.wakeLane = wakeLane
    }

    /// Takes the transactional id over, which fences a dead predecessor. Comes before the first step.
    /// - Returns: false when the broker did not answer in time: to be asked again.
    func prepare() throws(KafkaError) -> Bool {
        do throws(KafkaError) {
            try transactions.initTransactions(within: LaneLimits.requestTime)
            return true
        } catch {
            guard error.isRetriable || error.code == .timedOut else { throw error }
            return false
        }
    }

    var state: State { mailbox.withLock { $0.state } }

    private var isClosed: Bool { mailbox.withLock { $0.isClosed } }

    /// Commits so far, how long the last one took in milliseconds, and when it ended in ms since 1970.
    var counts: (commits: Int64, lastMs: Int64, lastAtMs: Int64) {
        mailbox.withLock { ($0.commits, $0.lastMs, $0.lastAtMs) }
    }

    /// A unit to fill.
    func emptyUnit() -> Unit {
        mailbox.withLock { $0.spare.popLast() } ?? Unit()
    }

    /// Hands over a closed unit; only while idle.
    func submit(_ unit: Unit) {
        mailbox.withLock {
            $0.unit = unit
            $0.group = nil
            $0.state = .busy
        }
        wake()
    }

    /// Tells who the lane is after a rebalance: a commit that the old generation began goes on as the new one.
    func follow(_ group: World.Member.Identity) {
        mailbox.withLock { $0.group = group }
        wake()
    }

    /// Nothing is waited for or tried again any more; ends after the unit under way.
    func close() {
        mailbox.withLock { $0.isClosed = true }
        wake()
    }

    /// Whoever steps this is left behind: nothing is touched any more once the call under way returns.
    func abandon() { mailbox.withLock { $0.isAbandoned = true } }

    // MARK: steps

    /// Does the next thing.
    func step() -> Next {
        if mailbox.withLock({ $0.isAbandoned }) { return .ended }
        guard var work = work ?? takeUnit() else {
            if isClosed { return .ended }
            transactions.poll(within: .zero)
            return .wait(milliseconds: 1_000)
        }
        let outcome: CommitCourse.Outcome?
        do throws(KafkaError) { outcome = try carryOut(&work) } catch { outcome = .refused(error) }
        if let outcome { work.course.advance(outcome, isClosed: isClosed) }
        switch work.course.step {
        case .committed:
            self.work = nil
            done(work)
        case .failed(let error):
            self.work = nil
            mailbox.withLock { $0.state = .failed(error) }
            wakeLane()
        default:
            self.work = work
            if outcome == nil { return .wait(milliseconds: 100) }
        }
        return .goOn
    }

    private func takeUnit() -> Work? {
        guard let unit = mailbox.withLock({ $0.unit.take() }) else { return nil }
        return Work(unit: unit, course: CommitCourse(member: unit.group?.memberID), startMs: clock.monotonicMs())
    }

    private func done(_ work: consuming Work) {
        let (start, unit, endedAt) = (work.startMs, work.unit, clock.now())
        latencies?.note(oldestInputMs: unit.oldestInputMs, toldMs: unit.toldMs, endedMs: endedAt.ms)
        unit.reset()
        mailbox.withLock {
            $0.spare.append(unit)
            $0.state = .idle
            $0.commits += 1
            $0.lastMs = clock.monotonicMs() - start
            $0.lastAtMs = endedAt.ms
        }
        wakeLane()
    }

    /// The positions go before the outputs. The first request of a transaction meets the markers of the one before and
    /// is tried again until they are written; this way one request does, not one for each partition of the outputs.
    /// Measured at 1,000 events/s on two busy cores: 17 ms from event to disruption (median), against 37 ms with the
    /// outputs first.
    /// - Returns: nil when there is nothing to do but wait.
    private func carryOut(_ work: inout Work) throws(KafkaError) -> CommitCourse.Outcome? {
        switch work.course.step {
        case .begin:
            work.sent = 0
            try transactions.begin()
        case .frames: return try areDelivered(work.unit.framesProduced) ? .done : .waiting
        case .positions:
            if let group = work.unit.group {
                try refuseVanished(work.unit)
                try transactions.sendOffsets(work.unit.positions, of: group, within: LaneLimits.requestTime)
            }
        case .outputs: try sendOutputs(of: work.unit, from: &work.sent)
        case .commit: try transactions.commit(within: LaneLimits.requestTime)
        case .abort: try transactions.abort(within: LaneLimits.requestTime)
        case .group: return hearOfGroup(&work)
        case .committed, .failed: break
        }
        return .done
    }

    /// Waits a second at most for the frames that the unit's inputs caused.
    private func areDelivered(_ counts: [Int]) throws(KafkaError) -> Bool {
        for (destination, count) in counts.enumerated() {
            if try !frames.waitUntilDelivered(count, on: destination, within: .seconds(1)) {
                if let failure = frames.failure { throw failure }
                return false
            }
        }
        return true
    }

    /// A position that the group had and has no more went with its topic, which was deleted. Whoever commits the next
    /// one, into the topic that was made anew in its place, skips the records before it. A topic is not deleted, made
    /// anew and filled in no time, so positions of just now are not asked for: under load this costs nothing.
    private func refuseVanished(_ unit: Unit) throws(KafkaError) {
        let now = clock.monotonicMs()
        let places = unit.known.filter { now - $0.sureAtMs >= LaneLimits.sureMs }.map(\.place)
        if places.isEmpty { return }
        for held in try member.committed(places, timeout: LaneLimits.requestTime) where held.offset.number == nil {
            throw .givenUp("the group's position in \(held.partition) is gone, as the topic is, or was: it was deleted")
        }
        // Once the positions are sent, others are not stable.
        unit.known.removeAll(keepingCapacity: true)
    }

    /// The generation to which the group moved on during a transaction, once the lane has heard of it.
    private func hearOfGroup(_ work: inout Work) -> CommitCourse.Outcome? {
        let now = clock.monotonicMs()
        let since = work.askingSinceMs ?? now
        let (group, isClosed) = mailbox.withLock { ($0.group.take(), $0.isClosed) }
        if group == nil, !isClosed, now - since < LaneLimits.generationSeconds * 1000 {
            work.askingSinceMs = since
            transactions.poll(within: .zero)
            return nil
        }
        work.askingSinceMs = nil
        work.unit.group = group
        return .heard(member: group?.memberID)
    }

    private func sendOutputs(of unit: Unit, from sent: inout Int) throws(KafkaError) {
        while sent < unit.entries.count {
            let entry = unit.entries[sent]
            try unit.withBytes(of: entry) { (key, value) throws(KafkaError) in
                while try !transactions.send(entry.topic, key: key, value: value, headers: entry.headers) {
                    if isClosed { throw .givenUp("the broker takes no outputs") }
                    transactions.poll(within: .milliseconds(5))
                }
            }
            sent += 1
        }
    }
}

extension KafkaError {
    /// The work was given up by this process, not by the broker.
    static func givenUp(_ reason: String) -> KafkaError {
        KafkaError(code: .wrongState, operation: "commit", subject: "transaction", reason: reason)
    }
}
