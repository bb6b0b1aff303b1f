import KafkaClient

@testable import DisruptionService

/// The thread that keeps states of others' partitions warm: what `StandbyThread` does.
final class StandbyActor: SteppingActor, @unchecked Sendable {
    private unowned let process: SimulatedProcess
    private let follower: StandbyFollower<SimulatedWorld>

    init(_ process: SimulatedProcess, _ path: NetworkPath) {
        self.process = process
        let installation = process.installation
        follower = StandbyFollower(
            context: process.context, reader: SimulatedFollower(installation.cluster, path, installation.rules),
            snapshots: SimulatedSnapshots(store: process.store, lane: -1, wake: {}), shelf: process.shelf)
        super.init(installation.timeline)
    }

    override var allowedAtMs: Int64 { process.allowedAtMs }

    override func step() -> Next {
        if process.isDead { return .whenWoken }
        switch follower.step() {
        case .goOn: return .after(milliseconds: process.stepMs())
        case .wait(let ms): return .after(milliseconds: ms)
        }
    }
}
