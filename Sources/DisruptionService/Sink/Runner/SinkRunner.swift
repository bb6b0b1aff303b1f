public import KafkaClient
import PostgresClient
import Synchronization

/// Brings the output topics into the database, for as long as the process runs.
///
/// The thread around a `SinkSession`, which decides; this reads the clock, waits, and shows what the session is doing.
/// Nothing that happens here stops detection.
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
        var session = SinkSession(limits: settings.limits, parts())
        while true {
            let step = session.step(nowMs: SystemClock.monotonicMs(), isStopping: stop.isRequested)
            let status = session.status
            shared.withLock { $0 = status }
            switch step {
            case .goOn: break
            case .wait(let milliseconds): wakeup.wait(timeout: .milliseconds(milliseconds))
            case .done: return
            }
        }
    }

    private func parts() -> SinkSession<SinkReader, SinkStore>.Parts {
        let (settings, log, wakeup, hooks, stop) = (settings, log, wakeup, hooks, stop)
        var news = SinkBrokerNews()
        return SinkSession.Parts(
            makeReader: {
                try SinkReader(settings, wakeup: wakeup, hooks: hooks, stop: stop) { error in
                    log.emit(.sinkBroker(error, news.level(of: error, atMs: SystemClock.monotonicMs())))
                }
            },
            makeStore: {
                try SinkStore(settings, wakeup: wakeup, stop: stop)
            },
            chance: { Double.random(in: 0..<1) }, tell: { log.emit($0) })
    }
}
