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
    private var sink: SinkActor?
    /// What happens to it at a step that it is still to take.
    private var ambush: Ambush?
    private(set) var lanes: [LaneActor] = []
    private var groupWatch: GroupWatchActor?
    private(set) var isDead = false
    private var frozenUntilMs: Int64 = 0
    private var slowUntilMs: Int64 = 0
    private var cutUntilMs: Int64 = 0
    private var paths: [NetworkPath] = []
    private var dice: Dice
    /// Lanes that have not ended, and the sink.
    private var partsLeft: Int
    /// It has stopped by itself.
    var onEnd: () -> Void = {}

    /// - Parameters:
    ///   - name: for the story.
    ///   - instance: the static name; nil for a dynamic member.
    init(
        _ installation: Installation, name: String, instance: String?, lanes count: Int, hasStandby: Bool,
        settings: EngineSettings, isLive: Bool, rules: Int64, life: Int
    ) throws {
        self.installation = installation
        self.name = name
        stop = try StopRequest()
        dice = installation.dice()
        partsLeft = count + 1
        context = installation.context(settings, isLive: isLive, rules: rules) { lane in
            LaneClients(
                base: KafkaSettings(), groupID: "iropsd", instance: instance.map { "\($0)-\(lane)" },
                fallback: "\(name)-\(life)-\(lane)")
        }
        let path = NetworkPath(installation.timeline, installation.weather.network, installation.dice())
        store = SimulatedSnapshotStore(
            installation.cluster, path, installation.rules, installation.watch, process: "\(name)\(life)",
            incarnation: context.incarnation, buildRules: context.rules)
        shelf = StandbyShelf(isOpen: hasStandby)
        paths = [path]
        path.passes = { [unowned self] in pass($0) }
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
        let sink = SinkActor(self, newPath())
        sink.wake(within: dice.between(0, 500))
        self.sink = sink
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
        path.passes = { [unowned self] in pass($0) }
        paths.append(path)
        return path
    }

    var isFrozen: Bool { frozenUntilMs > installation.timeline.clockMs }
    var isCut: Bool { cutUntilMs > installation.timeline.clockMs }

    func tell(_ text: @autoclosure () -> String) { installation.story.tell("\(name): \(text())") }

    /// When its threads may run.
    var allowedAtMs: Int64 { frozenUntilMs }

    /// How long a step takes, ms: long in a slow process.
    func stepMs() -> Int64 {
        slowUntilMs > installation.timeline.clockMs ? dice.between(200, 4_000) : dice.duration(1, rarely: 8)
    }

    // MARK: faults

    /// Something that is to happen to a process when it has taken a step so many times.
    struct Ambush {
        let point: StepPoint
        var countdown: Int
        let spring: () -> Void
    }

    func disarm() { ambush = nil }

    func lay(_ ambush: Ambush) { self.ambush = ambush }

    private func pass(_ point: StepPoint) {
        guard ambush?.point == point, !isDead else { return }
        ambush?.countdown -= 1
        guard let laid = ambush, laid.countdown <= 0 else { return }
        ambush = nil
        laid.spring()
    }

    /// SIGKILL: nothing of it goes on, and what it has sent is on its way.
    func kill() {
        isDead = true
        for lane in lanes { lane.kill() }
        groupWatch?.retire()
        standby?.retire()
        sink?.retire()
        ambush = nil
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
        sink?.wake(within: 1)
    }

    /// There is something new in an output topic.
    func wakeSink(within ms: Int64) { sink?.wake(within: ms) }

    func notePartEnded() {
        partsLeft -= 1
        guard partsLeft == 0 else { return }
        groupWatch?.retire()
        standby?.retire()
        store.path.later(300) { [store] in store.path.die() }
        onEnd()
    }
}
