public import KafkaClient
import PostgresClient
import Synchronization

/// Brings the output topics into the database, for as long as the process runs.
///
/// Runs on a thread of its own. It waits for whatever is away, starts again from the database's positions after every
/// failure, and says what it is doing in `status`. Nothing that happens here stops detection.
public final class SinkRunner: Sendable {
    private let settings: SinkSettings
    private let log: Log
    private let stop: StopRequest
    private let wakeup: Wakeup
    private let hooks: KafkaHooks
    private let shared = Mutex(SinkStatus())

    /// A sink that does nothing yet.
    ///
    /// - Parameters:
    ///   - stop: ends `run`, after what has been taken out of Kafka was written.
    ///   - hooks: where the Kafka clients' log lines go.
    /// - Throws: `KafkaError` when the process has no file descriptor left.
    public init(
        _ settings: SinkSettings, log: Log, stop: StopRequest, hooks: KafkaHooks = KafkaHooks()
    ) throws(KafkaError) {
        self.settings = settings
        self.log = log
        self.stop = stop
        self.hooks = hooks
        let wakeup = try Wakeup()
        self.wakeup = wakeup
        stop.onRequest { wakeup.signal() }
    }

    /// What the sink is doing.
    public var status: SinkStatus { shared.withLock { $0 } }

    /// Writes until it is asked to stop.
    public func run() {
        var pause = RetryPause(settings.limits.backoffMs)
        var reader: SinkReader?
        while !stop.isRequested {
            do {
                let current = try reader ?? makeReader()
                reader = current
                try session(current, &pause)
            } catch {
                let failure = SinkFailure(error)
                if failure.needsNewReader {
                    reader?.close()
                    reader = nil
                }
                tell(failure)
                let chance = Double.random(in: 0..<1)
                wait(failure.pauseMs(settings.limits) ?? pause.next(chance: chance), lagOf: reader)
            }
        }
        reader?.close()
        let batches = shared.withLock { status in
            status.state = .stopped
            return status.batches
        }
        log.emit(.sinkStopped(batches: batches))
    }

    private func makeReader() throws(KafkaError) -> SinkReader {
        let log = log
        return try SinkReader(settings, wakeup: wakeup, hooks: hooks) { log.emit(.sinkBroker($0)) }
    }

    /// From taking the fence to the first failure, or to the stop.
    private func session(_ reader: SinkReader, _ pause: inout RetryPause) throws {
        let store = try SinkStore(target: settings.database, holder: settings.holder, limits: settings.limits)
        for (source, finding) in try reader.start(at: store.positions) {
            log.emit(.sinkFinding(source, finding))
            if case .gone(let records) = finding { shared.withLock { $0.gone += records } }
        }
        shared.withLock { status in
            status.state = .running
            status.problem = nil
            status.epoch = store.epoch
            status.serverVersion = store.connection.serverVersion
        }
        log.emit(.sinkRunning(epoch: store.epoch, server: store.connection.serverVersion))
        var batch = SinkBatch()
        var clock = SinkClock(nowMs: SystemClock.monotonicMs(), limits: settings.limits)
        while true {
            let isLast = stop.isRequested
            let level = isLast ? .drained : try reader.fill(&batch)
            let nowMs = SystemClock.monotonicMs()
            switch clock.next(batchIsEmpty: batch.isEmpty, level, isLast: isLast, nowMs: nowMs) {
            case .write:
                try write(batch, to: store)
                batch.removeAll()
                pause.reset()
                clock.spoke(nowMs: SystemClock.monotonicMs())
            case .beat:
                try store.beat()
                pause.reset()
                clock.spoke(nowMs: SystemClock.monotonicMs())
            case .wait(let milliseconds):
                wakeup.wait(timeout: .milliseconds(milliseconds))
            case .goOn:
                break
            }
            if batch.isEmpty { reader.tookEffect() }
            let lag = reader.lag(asking: false)
            shared.withLock { $0.lag = lag }
            if isLast, batch.isEmpty { return store.close() }
        }
    }

    private func write(_ batch: SinkBatch, to store: borrowing SinkStore) throws {
        let startMs = SystemClock.monotonicMs()
        let result = try store.write(batch)
        let tookMs = SystemClock.monotonicMs() - startMs
        for rejection in result.rejections { log.emit(.sinkRejected(rejection)) }
        shared.withLock { status in
            for table in SinkTable.allCases {
                status.written[table, default: 0] += Int64(result.written[table.rawValue])
            }
            status.rejected += Int64(result.rejections.count)
            status.batches += 1
            status.lastBatchMs = tookMs
        }
    }

    /// Says why nothing is written, once per reason.
    private func tell(_ failure: SinkFailure) {
        let isNew = shared.withLock { status in
            let isNew = status.state != failure.state || status.problem != failure.message
            status.state = failure.state
            status.problem = failure.message
            status.epoch = nil
            return isNew
        }
        if isNew { log.emit(.sinkState(failure.state, failure.message)) }
    }

    /// Waits, and meanwhile keeps the lag as it grows.
    private func wait(_ milliseconds: Int, lagOf reader: SinkReader?) {
        let endMs = SystemClock.monotonicMs() + Int64(milliseconds)
        let lag = reader?.lag(asking: true)
        shared.withLock { $0.lag = lag }
        let restMs = max(0, endMs - SystemClock.monotonicMs())
        stop.wait(milliseconds: Int32(clamping: restMs))
    }
}
