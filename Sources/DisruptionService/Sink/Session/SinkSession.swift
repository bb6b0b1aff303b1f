/// The whole course of a sink, one step at a time: takes the fence, reads, writes, waits for what is away, begins again
/// from the database's positions after every failure, and ends when it is asked to.
///
/// It has no thread and no clock and never sleeps: who drives it passes the time and does the waiting. `SinkRunner`
/// does so with the real clients; a simulation does so with pretended ones.
package struct SinkSession<Reader: SinkReading, Store: SinkStoring> {
    /// What a session is made of besides its limits.
    package struct Parts {
        /// Makes the reader's clients.
        let makeReader: () throws -> Reader
        /// Connects to the database and takes the fence.
        let makeStore: () throws -> Store
        /// Any number in 0..<1, for pauses that are never quite the same.
        let chance: () -> Double
        /// Hears what happens.
        let tell: (LogEvent) -> Void

        package init(
            makeReader: @escaping () throws -> Reader, makeStore: @escaping () throws -> Store,
            chance: @escaping () -> Double, tell: @escaping (LogEvent) -> Void
        ) {
            self.makeReader = makeReader
            self.makeStore = makeStore
            self.chance = chance
            self.tell = tell
        }
    }

    /// What the sink is doing.
    package private(set) var status = SinkStatus()

    private let limits: SinkLimits
    private let parts: Parts
    private var reader: Reader?
    /// There while the fence is held.
    private var store: Store?
    private var shares: [SinkShare] = []
    private var retry: RetryPause
    /// What is in the way, as it was told last.
    private var told: SinkFailure?
    private var pausedUntilMs: Int64?
    private var lagDueMs: Int64 = 0
    private var stoppingSinceMs: Int64?

    /// A session that has done nothing yet.
    package init(limits: SinkLimits, _ parts: Parts) {
        self.limits = limits
        self.parts = parts
        retry = RetryPause(limits.backoffMs)
    }

    /// Does what there is to do now.
    ///
    /// - Parameters:
    ///   - nowMs: any clock that never goes back.
    ///   - isStopping: true from when it is to end: what was taken out of Kafka is written, for `stopMs` at most.
    package mutating func step(nowMs: Int64, isStopping: Bool = false) -> SinkStep {
        if status.state == .stopped { return .done }
        if isStopping, stoppingSinceMs == nil { stoppingSinceMs = nowMs }
        guard !isStopping || isHoldingRecords(nowMs) else { return end() }
        if let until = pausedUntilMs {
            guard nowMs >= until else { return pause(until: until, nowMs) }
            pausedUntilMs = nil
        }
        do {
            guard let reader, let store else {
                try begin(nowMs)
                return .goOn
            }
            return try turn(reader, store, nowMs, isStopping: isStopping)
        } catch {
            fail(error, nowMs)
            return .goOn
        }
    }

    /// True while a stop has to wait for records that were taken out of Kafka, and may.
    private func isHoldingRecords(_ nowMs: Int64) -> Bool {
        guard store != nil, let since = stoppingSinceMs, nowMs - since < limits.stopMs else { return false }
        return shares.contains { !$0.isAtRest }
    }

    private mutating func begin(_ nowMs: Int64) throws {
        let reader = try reader ?? parts.makeReader()
        self.reader = reader
        let store = try parts.makeStore()
        self.store = store
        for (source, finding) in try reader.start(at: store.positions, shares: store.shares) {
            parts.tell(.sinkFinding(source, finding))
            if case .gone(let records) = finding { status.gone += records }
        }
        shares = (0..<store.shares).map { _ in SinkShare(nowMs: nowMs, limits: limits) }
        status.lag = reader.lag(asking: false)
        status.state = .running
        status.problem = nil
        status.epoch = store.epoch
        status.serverVersion = store.serverVersion
        told = nil
        parts.tell(.sinkRunning(epoch: store.epoch, server: store.serverVersion))
    }

    private mutating func turn(
        _ reader: Reader, _ store: Store, _ nowMs: Int64, isStopping: Bool
    ) throws -> SinkStep {
        var step = SinkStep.wait(limits.lookMs)
        if !isStopping, try reader.lookAhead() { step = .goOn }
        for share in shares.indices {
            if shares[share].isWriting, let result = try store.finished(share: share) {
                let positions = shares[share].wrote(nowMs: nowMs)
                reader.tookEffect(positions)
                took(result)
                if !positions.isEmpty { status.batches += 1 }
                status.lastBatchMs = shares[share].lastBatchMs ?? status.lastBatchMs
            }
            let level = isStopping ? .drained : try reader.fill(&shares[share].batch, share: share)
            switch shares[share].next(level, isLast: isStopping, nowMs: nowMs) {
            case .write:
                shares[share].writes(nowMs: nowMs)
                store.begin(&shares[share].batch, share: share)
                step = .goOn
            case .wait(let milliseconds):
                if case .wait(let others) = step { step = .wait(min(others, milliseconds)) }
            case .goOn:
                step = .goOn
            }
        }
        status.lag = reader.lag(asking: false)
        return isStopping && !isHoldingRecords(nowMs) ? .goOn : step
    }

    private mutating func took(_ result: SinkWriteResult) {
        for rejection in result.rejections { parts.tell(.sinkRejected(rejection)) }
        for table in SinkTable.allCases {
            let count = Int64(result.written[table.rawValue])
            if count > 0 { status.written[table, default: 0] += count }
        }
        status.rejected += Int64(result.rejections.count)
        retry.reset()
    }

    /// Closes what is in doubt, says why, once per reason, and finds out how long to wait.
    private mutating func fail(_ error: any Error, _ nowMs: Int64) {
        let failure = SinkFailure(error)
        store?.close()
        store = nil
        shares = []
        if failure.needsNewReader {
            reader?.close()
            reader = nil
        }
        status.state = failure.state
        status.problem = failure.message
        status.epoch = nil
        if told?.cause != failure.cause, !failure.isStop { parts.tell(.sinkState(failure.state, failure.message)) }
        told = failure
        let milliseconds = failure.pauseMs(limits) ?? retry.next(chance: parts.chance())
        pausedUntilMs = nowMs + Int64(milliseconds)
        lagDueMs = nowMs
    }

    /// Keeps the lag as it grows meanwhile.
    private mutating func pause(until endMs: Int64, _ nowMs: Int64) -> SinkStep {
        if nowMs >= lagDueMs {
            status.lag = reader?.lag(asking: true)
            lagDueMs = nowMs + Int64(limits.lagMs)
        }
        return .wait(Int(max(1, min(endMs, lagDueMs) - nowMs)))
    }

    private mutating func end() -> SinkStep {
        let unwritten = shares.filter { !$0.isAtRest }.count
        if unwritten > 0 { parts.tell(.sinkGaveUp(afterMs: limits.stopMs)) }
        store?.close()
        reader?.close()
        (store, reader, shares) = (nil, nil, [])
        status.state = .stopped
        parts.tell(.sinkStopped(batches: status.batches))
        return .done
    }
}
