import DisruptionCore
import KafkaClient

@testable import DisruptionService

/// The thread of a lane's commits.
final class CommitterActor: SteppingActor, @unchecked Sendable {
    private unowned let process: SimulatedProcess
    var committer: Committer<SimulatedWorld>?
    private(set) var hasEnded = false
    var onEnd: () -> Void = {}

    init(_ process: SimulatedProcess) {
        self.process = process
        super.init(process.installation.timeline)
    }

    override var allowedAtMs: Int64 { process.allowedAtMs }

    override func step() -> Next {
        guard let committer, !process.isDead else { return .whenWoken }
        switch committer.step() {
        case .goOn: return .after(milliseconds: process.stepMs())
        case .wait(let ms): return .after(milliseconds: ms)
        case .ended:
            hasEnded = true
            onEnd()
            return .whenWoken
        }
    }
}

/// The thread of a lane, which makes it anew after each restart: what `LaneGroup.keepRunning` does in the daemon.
final class LaneActor: SteppingActor, @unchecked Sendable {
    private enum Phase {
        /// A pause, then the lane is made.
        case pausing
        case working(LaneLife, CommitterActor)
        /// The committer ends what it is at.
        case closing(LaneLife, CommitterActor, restarts: Bool)
        case ended
    }

    private let number: Int
    private unowned let process: SimulatedProcess
    private var phase = Phase.pausing
    private var pauseMs: Int64 = 200
    private var startedMs: Int64 = 0

    init(_ number: Int, of process: SimulatedProcess) {
        self.number = number
        self.process = process
        super.init(process.installation.timeline)
    }

    override var allowedAtMs: Int64 { process.allowedAtMs }

    var life: LaneLife? {
        switch phase {
        case .working(let life, _), .closing(let life, _, _): life
        case .pausing, .ended: nil
        }
    }

    var hasEnded: Bool { if case .ended = phase { true } else { false } }

    var isWorking: Bool { if case .working = phase { true } else { false } }

    override func step() -> Next {
        if process.isDead { return .whenWoken }
        switch phase {
        case .pausing: return start()
        case .working(let life, let committer): return work(life, committer)
        case .closing(let life, let committer, let restarts): return close(life, committer, restarts)
        case .ended: return .whenWoken
        }
    }

    private func start() -> Next {
        if process.stop.isRequested { return end() }
        startedMs = timeline.clockMs
        let committer = CommitterActor(process)
        let life = LaneLife(
            number, of: process, path: process.newPath(), context: process.context,
            wakeLane: { [weak self] in self?.wake(within: $0) },
            wakeCommitter: { [weak committer] in committer?.wake(within: 0) })
        committer.committer = life.lane.committer
        committer.onEnd = { [weak self] in self?.wake(within: 0) }
        phase = .working(life, committer)
        committer.wake(within: 0)
        return .after(milliseconds: 0)
    }

    private func work(_ life: LaneLife, _ committer: CommitterActor) -> Next {
        // A dead lane may still be in the middle of a step; what comes of it is nothing to anybody.
        do throws(LaneFailure) {
            let next = try life.step()
            if process.isDead { return .whenWoken }
            process.installation.watch.look(at: life)
            switch next {
            case .goOn: return .after(milliseconds: process.stepMs())
            case .wait(let ms): return .after(milliseconds: ms)
            case .ended: return beginClosing(life, committer, restarts: false)
            }
        } catch {
            if process.isDead { return .whenWoken }
            switch error {
            case .restart(let why):
                process.tell("lane \(number) starts anew: \(why)")
                return beginClosing(life, committer, restarts: !process.stop.isRequested)
            case .fatal(let cause):
                process.tell("lane \(number) ends: \(cause)")
                process.installation.watch.noteFatal(cause, of: process)
                process.stopCleanly()
                return beginClosing(life, committer, restarts: false)
            }
        }
    }

    private func beginClosing(_ life: LaneLife, _ committer: CommitterActor, restarts: Bool) -> Next {
        phase = .closing(life, committer, restarts: restarts)
        life.lane.committer.close()
        return .after(milliseconds: 0)
    }

    private func close(_ life: LaneLife, _ committer: CommitterActor, _ restarts: Bool) -> Next {
        guard committer.hasEnded else { return .whenWoken }
        committer.retire()
        life.close()
        guard restarts else { return end() }
        if timeline.clockMs - startedMs > 60_000 { pauseMs = 200 }
        let pause = pauseMs
        pauseMs = min(pauseMs * 2, 10_000)
        phase = .pausing
        return .after(milliseconds: pause)
    }

    private func end() -> Next {
        phase = .ended
        process.notePartEnded()
        return .whenWoken
    }

    /// The process is dead: nothing of it goes on.
    func kill() {
        life?.path.die()
        if case .working(_, let committer) = phase { committer.retire() }
        if case .closing(_, let committer, _) = phase { committer.retire() }
        phase = .ended
        retire()
    }
}
