import KafkaClient
import Synchronization

/// A snapshot that is being written, as its lane and its writer see it: the lane says whether the position was
/// committed, the writer what became of the bytes.
package final class SnapshotTicket: Sendable {
    /// How far it is.
    package enum State: Sendable, Equatable {
        /// Chunks are on their way, or the lane has not said yet that the position is committed. Can become any other.
        case pending
        /// The complete manifest is acknowledged: a restart begins here.
        case complete
        /// It will never be complete; the next one is tried when it is due.
        case failed(why: String)
        /// The lane has taken it back.
        case abandoned

        package var isSettled: Bool { self != .pending }
    }

    /// What the lane says of the position.
    package enum Verdict: Sendable { case unknown, committed, abandoned }

    package let partition: Int
    package let position: Int64
    private let parts = Mutex((state: State.pending, verdict: Verdict.unknown))
    private let judged: @Sendable () -> Void
    private let settled: @Sendable () -> Void

    /// - Parameters:
    ///   - judged: called when the lane has said something; must not wait.
    ///   - settled: called when the writer has; must not wait.
    package init(
        partition: Int, position: Int64, judged: @escaping @Sendable () -> Void = {},
        settled: @escaping @Sendable () -> Void = {}
    ) {
        self.partition = partition
        self.position = position
        self.judged = judged
        self.settled = settled
    }

    package var state: State { parts.withLock { $0.state } }

    package var verdict: Verdict { parts.withLock { $0.verdict } }

    /// The lane: a transaction with this position, or a later one, of this partition has been committed for certain.
    /// May come before the last chunk is written.
    package func noteCommitted() { judge(.committed) }

    /// The lane: nobody will learn whether the position is committed. What was written is removed.
    package func abandon() { judge(.abandoned) }

    private func judge(_ verdict: Verdict) {
        parts.withLock { parts in
            guard parts.verdict == .unknown else { return }
            parts.verdict = verdict
            if verdict == .abandoned, parts.state == .pending { parts.state = .abandoned }
        }
        judged()
    }

    /// The writer: the complete manifest is acknowledged.
    package func settleComplete() { settle(.complete) }

    /// The writer: it cannot be written.
    package func settleFailed(_ why: String) { settle(.failed(why: why)) }

    private func settle(_ state: State) {
        parts.withLock { parts in
            if parts.state == .pending { parts.state = state }
        }
        settled()
    }
}
