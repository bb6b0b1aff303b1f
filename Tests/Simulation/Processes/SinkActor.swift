import KafkaClient

@testable import DisruptionService

/// The thread of a process's sink: what `SinkRunner` does.
final class SinkActor: SteppingActor, @unchecked Sendable {
    private unowned let process: SimulatedProcess
    private var session: SinkSession<SimulatedSinkReader, SimulatedSinkStore>
    private let reader: SimulatedSinkReader
    private(set) var hasEnded = false

    init(_ process: SimulatedProcess, _ path: NetworkPath) {
        self.process = process
        let installation = process.installation
        let wakes = Waker()
        let reader = SimulatedSinkReader(installation.cluster, path, SinkLimits())
        self.reader = reader
        var dice = installation.dice()
        session = SinkSession(
            limits: SinkLimits(),
            SinkSession.Parts(
                makeReader: { reader },
                makeStore: { try SimulatedSinkStore(installation.database, path) { wakes.actor?.wake(within: 0) } },
                chance: { Double(dice.below(1_000)) / 1_000 }, tell: { installation.log.emit($0) }))
        super.init(installation.timeline)
        wakes.actor = self
    }

    private final class Waker {
        weak var actor: SinkActor?
    }

    override var allowedAtMs: Int64 { process.allowedAtMs }

    override func step() -> Next {
        if process.isDead || hasEnded { return .whenWoken }
        switch session.step(nowMs: timeline.clockMs, isStopping: process.stop.isRequested) {
        case .goOn: return .after(milliseconds: process.stepMs())
        case .wait(let ms): return .after(milliseconds: Int64(ms))
        case .done:
            hasEnded = true
            if !process.isDead { process.notePartEnded() }
            return .whenWoken
        }
    }
}
