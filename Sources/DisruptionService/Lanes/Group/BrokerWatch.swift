import KafkaClient

/// Whether a lane's brokers can be reached. The client says when a connection breaks, and mostly when the last one is
/// gone: not when the group's coordinator has said before that it is none any more, as a broker does that is stopped in
/// order. It never says when one is back. So all of this is asked for. Decided from times that come in as parameters.
struct BrokerWatch {
    /// What an answer, or that there was none, has changed.
    enum Change: Equatable {
        case away(cause: KafkaError)
        /// Milliseconds that they were away.
        case back(afterMs: Int64)
    }

    private enum State {
        /// Can become `suspected`.
        case reachable
        /// A connection broke, a broker is silent, or the client says that all are gone: can become `reachable`, or
        /// `away` when asking confirms it, not before a moment.
        case suspected(sinceMs: Int64, awayFromMs: Int64, why: KafkaError)
        /// Can become `reachable`.
        case away(sinceMs: Int64)
    }

    private var state = State.reachable
    /// Why the last connection failed or broke.
    private var cause: KafkaError?
    private var nextAskMs: Int64 = 0

    /// How often it is asked whether a broker is there, ms.
    private static let askMs: Int64 = 1_000
    /// A connection that broke may be made anew so long before anybody hears of it, ms.
    private static let patienceMs: Int64 = 2_000

    /// No broker answers.
    var isAway: Bool {
        if case .away = state { return true }
        return false
    }

    /// Hears an error of the client that belongs to no call, or that no answer came for so long that it seems one.
    mutating func hear(_ error: KafkaError, atMs now: Int64) {
        if error.code == .transport { cause = error }
        switch (state, error.code) {
        case (.reachable, .allBrokersDown), (.suspected, .allBrokersDown):
            state = .suspected(sinceMs: now, awayFromMs: now, why: cause ?? error)
            nextAskMs = now
        case (.reachable, .transport), (.reachable, .timedOut):
            state = .suspected(sinceMs: now, awayFromMs: now + Self.patienceMs, why: error)
            nextAskMs = max(nextAskMs, now)
        default: break
        }
    }

    /// Whether a broker should be asked for a sign of life now.
    mutating func mustAsk(atMs now: Int64) -> Bool {
        if case .reachable = state { return false }
        guard now >= nextAskMs else { return false }
        nextAskMs = now + Self.askMs
        return true
    }

    /// A broker was asked.
    /// - Returns: what this changes; nil for nothing.
    mutating func asked(hasAnswer: Bool, atMs now: Int64) -> Change? {
        switch state {
        case .suspected(let since, let awayFrom, let why) where !hasAnswer:
            guard now >= awayFrom else { return nil }
            state = .away(sinceMs: since)
            return .away(cause: why)
        case .suspected:
            state = .reachable
        case .away(let since) where hasAnswer:
            state = .reachable
            return .back(afterMs: now - since)
        case .away, .reachable: break
        }
        return nil
    }
}
