/// When to write a share's batch and when to wait. Decided from times that come in as parameters.
package struct SinkClock {
    /// What to do next.
    enum Action: Equatable {
        /// Write the batch; an empty one is a sign of life to the server, which ends sessions that are silent.
        case write
        /// Wait for records or for the batch under way, at most so long. Milliseconds, at least 1.
        case wait(Int)
        /// Take more records without waiting.
        case goOn
    }

    /// What a look at the queues left.
    package enum Level: Sendable, Equatable {
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

    /// The batch is on its way, and the next one empty.
    mutating func began() { firstMs = nil }

    /// The server answered.
    mutating func spoke(nowMs: Int64) { spokeMs = nowMs }

    /// - Parameters:
    ///   - isBusy: a batch before this one is under way.
    ///   - isLast: the sink is to stop: what it holds is written as soon as it can be.
    mutating func next(
        batchIsEmpty: Bool, _ level: Level, isBusy: Bool, isLast: Bool, nowMs: Int64
    ) -> Action {
        if !batchIsEmpty, firstMs == nil { firstMs = nowMs }
        if isBusy { return level == .more && !isLast ? .goOn : .wait(limits.lookMs) }
        guard let firstMs else {
            let restMs = spokeMs + Int64(limits.beatMs) - nowMs
            if isLast { return .wait(limits.lookMs) }
            if restMs <= 0 { return .write }
            return level == .drained ? .wait(min(limits.lookMs, Int(restMs))) : .goOn
        }
        let restMs = firstMs + Int64(limits.lingerMs) - nowMs
        if isLast || level == .full || restMs <= 0 { return .write }
        return level == .drained ? .wait(Int(restMs)) : .goOn
    }
}
