import DisruptionCore
import KafkaClient

@testable import DisruptionService

/// One life of a process: its lanes, until it is killed or has ended.
final class SimulatedProcess {
    unowned let installation: Installation
    let name: String
    let stop: StopRequest
    let context: LaneContext
    let store: SimulatedSnapshotStore
    let shelf: StandbyShelf
    private var standby: StandbyActor?
    private(set) var lanes: [LaneActor] = []
    private var groupWatch: GroupWatchActor?
    private(set) var isDead = false
    private var frozenUntilMs: Int64 = 0
    private var slowUntilMs: Int64 = 0
    private var cutUntilMs: Int64 = 0
    private var paths: [NetworkPath] = []
    private var dice: Dice
    private var lanesLeft: Int
    /// It has stopped by itself.
    var onEnd: () -> Void = {}

    /// - Parameters:
    ///   - name: for the story.
    ///   - instance: the static name; nil for a dynamic member.
    init(
        _ installation: Installation, name: String, instance: String?, lanes count: Int, hasStandby: Bool,
        settings: EngineSettings,
        isLive: Bool, life: Int
    ) throws {
        self.installation = installation
        self.name = name
        stop = try StopRequest()
        dice = installation.dice()
        lanesLeft = count
        context = installation.context(settings, isLive: isLive) { lane in
            LaneClients(
                base: KafkaSettings(), groupID: "iropsd", instance: instance.map { "\($0)-\(lane)" },
                fallback: "\(name)-\(life)-\(lane)")
        }
        let path = NetworkPath(installation.timeline, installation.weather.network, installation.dice())
        store = SimulatedSnapshotStore(
            installation.cluster, path, installation.rules, installation.watch, process: "\(name)\(life)",
            incarnation: context.incarnation)
        shelf = StandbyShelf(isOpen: hasStandby)
        paths = [path]
        for number in 0..<count {
            let lane = LaneActor(number, of: self)
            lanes.append(lane)
            lane.wake(within: dice.between(0, 50))
        }
        if hasStandby {
            let standby = StandbyActor(self, newPath())
            standby.wake(within: 100)
            self.standby = standby
        }
        if let instance {
            let watch = GroupWatchActor(self, instances: (0..<count).map { "\(instance)-\($0)" })
            watch.wake(within: Int64(LaneLimits.groupLookMs))
            groupWatch = watch
        }
    }

    /// A path of its own for the clients of one lane, in whatever state the process's network is.
    func newPath() -> NetworkPath {
        paths.removeAll(where: \.isDead)
        let path = NetworkPath(installation.timeline, installation.weather.network, installation.dice())
        if isCut { path.cut(for: cutUntilMs - installation.timeline.clockMs) }
        paths.append(path)
        return path
    }

    var isCut: Bool { cutUntilMs > installation.timeline.clockMs }

    func tell(_ text: @autoclosure () -> String) { installation.story.tell("\(name): \(text())") }

    /// When its threads may run.
    var allowedAtMs: Int64 { frozenUntilMs }

    /// How long a step takes, ms: long in a slow process.
    func stepMs() -> Int64 {
        slowUntilMs > installation.timeline.clockMs ? dice.between(200, 4_000) : dice.duration(1, rarely: 8)
    }

    // MARK: faults

    /// SIGKILL: nothing of it goes on, and what it has sent is on its way.
    func kill() {
        isDead = true
        for lane in lanes { lane.kill() }
        groupWatch?.retire()
        standby?.retire()
        onEnd = {}
        for path in paths { path.die() }
    }

    /// SIGSTOP, and SIGCONT after so long.
    func freeze(for ms: Int64) {
        frozenUntilMs = max(frozenUntilMs, installation.timeline.clockMs + ms)
        for path in paths { path.freeze(for: ms) }
    }

    /// Nothing comes through to the brokers or back.
    func cut(for ms: Int64) {
        cutUntilMs = max(cutUntilMs, installation.timeline.clockMs + ms)
        for path in paths { path.cut(for: ms) }
    }

    /// Its lanes hardly get the processor; what the clients do by themselves goes on.
    func slow(for ms: Int64) { slowUntilMs = max(slowUntilMs, installation.timeline.clockMs + ms) }

    /// SIGTERM.
    func stopCleanly() {
        stop.request()
        for lane in lanes { lane.wake(within: 1) }
    }

    func noteLaneEnded() {
        lanesLeft -= 1
        guard lanesLeft == 0 else { return }
        groupWatch?.retire()
        standby?.retire()
        store.path.later(300) { [store] in store.path.die() }
        onEnd()
    }
}
