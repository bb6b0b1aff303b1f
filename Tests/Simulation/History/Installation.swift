import DisruptionCore
import KafkaClient

@testable import DisruptionService

/// How often things go wrong by themselves, in thousandths, beside the faults that strike at their time.
struct InstallationWeather {
    var network = NetworkPath.Weather()
    var indefiniteCommits = 0
}

/// A cluster and the processes in front of it.
final class Installation {
    let plan: HistoryPlan
    let timeline: Timeline
    let cluster: SimulatedCluster
    let rules: BrokenRules
    let story: Story
    let watch: LaneWatch
    let database: SimulatedDatabase
    var weather = InstallationWeather()
    private var seeds: Dice
    private var lives = 0
    let log: Log

    init(_ plan: HistoryPlan, _ rules: BrokenRules, isTold: Bool) {
        self.plan = plan
        self.rules = rules
        let timeline = Timeline(
            Dice(seed: plan.seed, "order"), beginning: HistoryPlan.beginning, speed: plan.speed)
        self.timeline = timeline
        story = Story(timeline, isTold: isTold)
        watch = LaneWatch(story)
        database = SimulatedDatabase(timeline, rules, watch)
        seeds = Dice(seed: plan.seed, "parts")
        cluster = SimulatedCluster(timeline, plan.layout, Dice(seed: plan.seed, "cluster"))
        log = Log(format: .text(isColoured: false), level: .error, descriptor: -1) { timeline.now }
        cluster.group.tell = { [story] in story.tell($0()) }
        cluster.tell = { [story] in story.tell($0()) }
        cluster.onCommit = { [watch, layout = cluster.layout] in watch.noteCommit($0, $1, layout) }
    }

    /// A stream of chance for one more part.
    func dice() -> Dice { Dice(seed: seeds.next()) }

    /// Where a life of a lane cuts its frames: each elsewhere, for what is sent again is cut anew.
    func cutBytes() -> Int {
        guard plan.cutsFrames else { return OutgoingFrames.frameBytes }
        var dice = dice()
        return dice.happens(permille: 300) ? OutgoingFrames.frameBytes : dice.between(60, 700)
    }

    /// The number of one more life of a lane.
    func nextLife() -> Int {
        lives += 1
        return lives
    }

    func context(
        _ settings: EngineSettings, isLive: Bool, rules buildRules: Int64,
        _ clients: @escaping @Sendable (Int) -> LaneClients
    ) -> LaneContext {
        let timeline = timeline
        let aheadMs = rules.clockAheadMs * plan.speed
        var context = LaneContext(
            topics: cluster.layout.topics, layout: plan.layout, settings: settings, incarnation: 1, reference: .empty,
            isLive: isLive, clients: clients, log: log, hooks: KafkaHooks(),
            clock: LaneClock(now: { timeline.now.adding(ms: aheadMs) }, monotonicUs: { timeline.clockMs * 1_000 }),
            snapshots: plan.snapshots, groupID: "iropsd", acceptsOtherRules: false)
        context.rules = buildRules
        return context
    }
}
