import KafkaClient
import PostgresClient
import Synchronization

/// A connection on a thread of its own, which writes one batch at a time.
final class SinkWriter: @unchecked Sendable {
    // Unchecked: `connection` is used by the thread alone once it runs; the rest is behind the lock.
    private struct State {
        var batch: SinkBatch?
        var spare: SinkBatch? = SinkBatch()
        var outcome: Result<SinkWriteResult, any Error>?
        var isClosing = false
    }

    private let state = Mutex(State())
    private var connection: SinkConnection?
    private let work: Wakeup
    private let finished: Wakeup
    private let thread = Mutex<SystemThread?>(nil)

    /// - Parameter finished: signalled whenever a batch is through.
    /// - Throws: where the system has no thread or descriptor left.
    init(_ connection: consuming SinkConnection, number: Int, finished: Wakeup) throws {
        self.connection = consume connection
        self.finished = finished
        work = try Wakeup()
        let thread = try SystemThread("sink-write-\(number)") { [self] in run() }
        self.thread.withLock { $0 = thread }
    }

    /// Takes a batch and leaves an empty one in its place.
    func begin(_ batch: inout SinkBatch) {
        let given = batch
        batch = state.withLock { state in
            precondition(state.batch == nil && state.outcome == nil, "a batch is under way")
            state.batch = given
            defer { state.spare = nil }
            return state.spare ?? SinkBatch()
        }
        work.signal()
    }

    /// What became of it; nil while it is under way.
    func takeOutcome() -> Result<SinkWriteResult, any Error>? {
        state.withLock { state in
            defer { state.outcome = nil }
            return state.outcome
        }
    }

    /// Ends the thread and its connection; whatever it waits for must have been interrupted.
    func close() {
        state.withLock { $0.isClosing = true }
        work.signal()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }

    private func run() {
        while true {
            let (batch, isClosing) = state.withLock { ($0.batch, $0.isClosing) }
            if isClosing { break }
            guard var batch else {
                // Longer than anything that could be missed would matter.
                work.wait(timeout: .seconds(3600))
                continue
            }
            let outcome = Result { try connection?.write(batch) ?? SinkWriteResult() }
            state.withLock { $0.batch = nil }
            batch.removeAll()
            state.withLock { [batch] state in
                state.spare = batch
                state.outcome = outcome
            }
            finished.signal()
        }
        connection = nil
    }
}
