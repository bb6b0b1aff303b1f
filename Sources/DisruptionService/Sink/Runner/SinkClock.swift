/// When to write, when to wait and when to give a sign of life. Decided from times that come in as parameters.
struct SinkClock {
    /// What to do next.
    enum Action: Equatable {
        /// Write the batch.
        case write
        /// Say something to the server, which ends sessions that are silent.
        case beat
        /// Wait for records, at most so long. Milliseconds.
        case wait(Int)
        /// Take more records without waiting.
        case goOn
    }

    /// What a look at the queues left.
    enum Level: Equatable {
        /// Every queue was emptied: a wakeup will tell of more.
        case drained
        /// There is more to take.
        case more
        /// The batch takes no more.
        case full
    }

    private let limits: SinkLimits
    /// When the batch got its first record; nil while it is empty.
    private var firstMs: Int64?
    private var spokeMs: Int64

    /// - Parameter nowMs: any clock that never goes back; the server was spoken to just now.
    init(nowMs: Int64, limits: SinkLimits) {
        self.limits = limits
        spokeMs = nowMs
    }

    /// The server was spoken to.
    mutating func spoke(nowMs: Int64) {
        spokeMs = nowMs
        firstMs = nil
    }

    /// - Parameter isLast: the sink is to stop: what it holds is written at once.
    mutating func next(batchIsEmpty: Bool, _ level: Level, isLast: Bool, nowMs: Int64) -> Action {
        guard !batchIsEmpty else {
            let restMs = spokeMs + Int64(limits.beatMs) - nowMs
            if isLast || level != .drained { return .goOn }
            return restMs <= 0 ? .beat : .wait(min(limits.lookMs, Int(restMs)))
        }
        let first = firstMs ?? nowMs
        firstMs = first
        let restMs = first + Int64(limits.lingerMs) - nowMs
        if isLast || level == .full || restMs <= 0 { return .write }
        return level == .drained ? .wait(Int(restMs)) : .goOn
    }
}
