import DisruptionCore
import KafkaClient
import Synchronization

/// Carries out a lane's transactions on a thread of its own, one at a time, while the lane goes on.
///
/// What is done in which order, and what follows from each error, `CommitCourse` decides.
final class Committer: Sendable {
    /// What the lane sees.
    enum State: Sendable {
        case idle
        case busy
        /// Nothing more is committed; the lane must start anew, or end.
        case failed(KafkaError)
    }

    private struct Mailbox: ~Copyable {
        var state = State.idle
        var unit: CommitUnit?
        var spare: [CommitUnit] = []
        /// Who the lane has become in its group since the unit under way was closed.
        var group: GroupMetadata?
        var isClosed = false
        var commits: Int64 = 0
        var lastMs: Int64 = 0
        var lastAtMs: Int64 = 0
    }

    private let transactions: TransactionalProducer
    private let frames: Producer
    private let topics: [ProducerTopic]
    private let mailbox = Mutex(Mailbox())
    private let wakeup: Wakeup
    private let laneWakeup: Wakeup
    private let thread = Mutex<SystemThread?>(nil)

    /// - Parameter names: real names of the output topics, in the order of `OutputTopic`.
    init(transactions: TransactionalProducer, frames: Producer, names: [String], laneWakeup: Wakeup) throws(KafkaError)
    {
        self.transactions = transactions
        self.frames = frames
        self.laneWakeup = laneWakeup
        wakeup = try Wakeup()
        var topics: [ProducerTopic] = []
        for name in names { topics.append(try transactions.producer.topic(name)) }
        self.topics = topics
    }

    func start(_ name: String) throws(CommandError) {
        let started = try SystemThread(name) { [self] in run() }
        thread.withLock { $0 = started }
    }

    /// Takes the transactional id over, which fences a dead predecessor; waits for the broker as long as it takes.
    func prepare(stop: StopRequest) throws(KafkaError) {
        while !stop.isRequested {
            do throws(KafkaError) {
                return try transactions.initTransactions(within: .seconds(2))
            } catch {
                guard error.isRetriable || error.code == .timedOut else { throw error }
            }
        }
    }

    /// Frees the transactional producer; the thread has ended.
    func closeClients(within limit: Duration) { transactions.close(within: limit) }

    var state: State { mailbox.withLock { $0.state } }

    private var isClosed: Bool { mailbox.withLock { $0.isClosed } }

    /// Commits so far, how long the last one took in milliseconds, and when it ended in ms since 1970.
    var counts: (commits: Int64, lastMs: Int64, lastAtMs: Int64) {
        mailbox.withLock { ($0.commits, $0.lastMs, $0.lastAtMs) }
    }

    /// A unit to fill.
    func emptyUnit() -> CommitUnit {
        mailbox.withLock { $0.spare.popLast() } ?? CommitUnit()
    }

    /// Hands over a closed unit; only while idle.
    func submit(_ unit: CommitUnit) {
        mailbox.withLock {
            $0.unit = unit
            $0.group = nil
            $0.state = .busy
        }
        wakeup.signal()
    }

    /// Tells who the lane is after a rebalance: a commit that the old generation began goes on as the new one.
    func follow(_ group: GroupMetadata) {
        mailbox.withLock { $0.group = group }
        wakeup.signal()
    }

    /// Ends the thread after the unit under way.
    func close() {
        mailbox.withLock { $0.isClosed = true }
        wakeup.signal()
        thread.withLock { $0.take() }?.join()
    }

    private func run() {
        while true {
            let (unit, isClosed) = mailbox.withLock { ($0.unit.take(), $0.isClosed) }
            guard let unit else {
                if isClosed { return }
                wakeup.wait(timeout: .seconds(1))
                transactions.producer.poll()
                continue
            }
            let start = SystemClock.monotonicMs()
            do throws(KafkaError) {
                try carryOut(unit)
                unit.reset()
                mailbox.withLock {
                    $0.spare.append(unit)
                    $0.state = .idle
                    $0.commits += 1
                    $0.lastMs = SystemClock.monotonicMs() - start
                    $0.lastAtMs = SystemClock.now().ms
                }
            } catch {
                mailbox.withLock { $0.state = .failed(error) }
            }
            laneWakeup.signal()
        }
    }

    private func carryOut(_ unit: CommitUnit) throws(KafkaError) {
        var course = CommitCourse(member: unit.group?.memberID)
        while true {
            let outcome: CommitCourse.Outcome
            do throws(KafkaError) { outcome = try carryOut(course.step, of: unit) } catch { outcome = .refused(error) }
            course.advance(outcome, isClosed: isClosed)
            switch course.step {
            case .committed: return
            case .failed(let error): throw error
            default: continue
            }
        }
    }

    /// The positions go before the outputs. The first request of a transaction meets the markers of the one before and
    /// is tried again until they are written; this way one request does, not one for each partition of the outputs.
    /// Measured at 1,000 events/s on two busy cores: 17 ms from event to disruption (median), against 37 ms with the
    /// outputs first.
    private func carryOut(_ step: CommitCourse.Step, of unit: CommitUnit) throws(KafkaError) -> CommitCourse.Outcome {
        switch step {
        case .begin: try transactions.begin()
        case .frames: return try areDelivered(unit.framesProduced) ? .done : .waiting
        case .positions:
            if let group = unit.group {
                try transactions.sendOffsets(unit.positions, of: group, within: LaneLimits.requestTime)
            }
        case .outputs: try produceOutputs(of: unit)
        case .commit: try transactions.commit(within: LaneLimits.requestTime)
        case .abort: try transactions.abort(within: LaneLimits.requestTime)
        case .group:
            let group = newerGroup()
            unit.group = group
            return .heard(member: group?.memberID)
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

    /// Waits until the lane has heard of the generation to which the group moved on during a transaction.
    /// - Returns: nil when nothing was heard in time.
    private func newerGroup() -> GroupMetadata? {
        let deadline = SystemClock.monotonicMs() + LaneLimits.generationSeconds * 1000
        while SystemClock.monotonicMs() < deadline {
            let (group, isClosed) = mailbox.withLock { ($0.group.take(), $0.isClosed) }
            if let group { return group }
            if isClosed { return nil }
            wakeup.wait(timeout: .milliseconds(100))
            transactions.producer.poll()
        }
        return nil
    }

    private func produceOutputs(of unit: CommitUnit) throws(KafkaError) {
        for entry in unit.entries {
            let topic = topics[entry.topic.rawValue]
            try unit.withBytes(of: entry) { (key, value) throws(KafkaError) in
                while try transactions.producer.produce(
                    to: topic, partition: entry.topic.partition, key: key, value: value, headers: entry.headers)
                    == .queueFull
                {
                    transactions.producer.poll(timeout: .milliseconds(5))
                }
            }
        }
    }
}

extension KafkaError {
    /// The work was given up by this process, not by the broker.
    static func givenUp(_ reason: String) -> KafkaError {
        KafkaError(code: .wrongState, operation: "commit", subject: "transaction", reason: reason)
    }
}
