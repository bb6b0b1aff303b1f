/// How a process comes to its end: a first signal asks for a clean stop, a second one or the deadline ends it at once.
struct StopSequence {
    /// What to do next.
    enum Action: Equatable {
        case nothing
        /// Ask everything to stop.
        case stop
        /// End the process with this code, whatever is still under way.
        case end(code: Int32, isDeadline: Bool)
    }

    private enum State {
        /// Can become `stopping`.
        case running
        /// Can become `ended`.
        case stopping(signal: Int32, sinceMs: Int64, deadlineMs: Int64)
        case ended
    }

    /// The same signal so soon after the first is one with it, ms.
    private static let sameStopMs: Int64 = 500

    private var state = State.running
    private let deadlineMs: Int64

    /// - Parameter deadlineMs: how long a clean stop may take.
    init(deadlineMs: Int64) { self.deadlineMs = deadlineMs }

    /// A signal came.
    mutating func signal(_ number: Int32, atMs now: Int64) -> Action {
        switch state {
        case .running: return begin(number, atMs: now)
        case .stopping(let first, let since, _):
            // `timeout` and some shells send to the process and to its group.
            if number == first, now - since < StopSequence.sameStopMs { return .nothing }
            state = .ended
            return .end(code: 128 + number, isDeadline: false)
        case .ended: return .nothing
        }
    }

    /// The program itself wants to stop.
    mutating func request(atMs now: Int64) -> Action {
        guard case .running = state else { return .nothing }
        return begin(atMs: now)
    }

    /// Time passed.
    mutating func time(atMs now: Int64) -> Action {
        guard case .stopping(_, _, let deadline) = state, now >= deadline else { return .nothing }
        state = .ended
        return .end(code: ExitCode.failed.rawValue, isDeadline: true)
    }

    /// Milliseconds until time alone makes a difference; nil for never.
    func waitMs(atMs now: Int64) -> Int64? {
        guard case .stopping(_, _, let deadline) = state else { return nil }
        return max(0, deadline - now)
    }

    /// - Parameter signal: 0 where the program itself asked.
    private mutating func begin(_ signal: Int32 = 0, atMs now: Int64) -> Action {
        state = .stopping(signal: signal, sinceMs: now, deadlineMs: now + deadlineMs)
        return .stop
    }
}
