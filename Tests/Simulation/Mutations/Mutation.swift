/// A rule of the protocol that the world around the lanes breaks on purpose, and the histories that must find it.
struct Mutation: Sendable {
    let name: String
    /// What is done instead of the rule.
    let breaks: String
    let rules: BrokenRules
    /// Where it is looked for: faults that bring it to light, without others that hide it.
    let faults: FaultProfile

    init(_ name: String, _ breaks: String, _ faults: FaultProfile, _ breakRule: (inout BrokenRules) -> Void) {
        self.name = name
        self.breaks = breaks
        self.faults = faults
        var rules = BrokenRules()
        breakRule(&rules)
        self.rules = rules
    }

    /// Crashes and what goes with them.
    private static let crashes = FaultProfile(
        kinds: [.crash, .indefiniteCommits, .frameFailure, .slowMarkers, .slowLeader], isLive: false,
        cutFrames: 900, pauseMs: 6_000)
    private static let live = FaultProfile(kinds: [.crash, .cleanStop], isLive: true, pauseMs: 20_000)
    /// Partitions go from one process to another, with transactions under way.
    private static let takeovers = FaultProfile(
        kinds: [.freeze, .cut, .slowMarkers, .slowLeader, .rejoin, .cleanStop, .crash], isLive: false,
        dynamic: 800, pauseMs: 6_000)

    /// Two transactional ids in turn are not built, so their rules cannot be broken.
    static let all: [Mutation] = [
        Mutation("clock", "a record is measured against the clock, not its own timestamp", live) {
            $0.readsTheClock = true
        },
        Mutation("order", "what one record causes comes in another order in each life", crashes) {
            $0.shufflesMessages = true
        },
        Mutation("marks", "dedup marks stand at the end of the frame's range", crashes) { $0.marksWholeFrames = true },
        Mutation("dedup", "nothing is dropped that was applied before", crashes) { $0.neverDropsAgain = true },
        Mutation("frames lost", "a frame is given up by time-out, and those behind it go on", crashes) {
            $0.losesFrames = true
        },
        Mutation("uncommitted", "positions are read while a transaction moves them", takeovers) {
            $0.readsUncommittedPositions = true
        },
        Mutation("unacknowledged", "positions leave before the frames are acknowledged", crashes) {
            $0.believesFramesDelivered = true
        },
        Mutation("late group", "the group's metadata is taken when positions are sent", takeovers) {
            $0.takesGroupLate = true
        },
        Mutation("blind", "what may be committed is sent again", crashes) { $0.sendsAgainBlindly = true },
        Mutation("counter", "versions are counted instead of taken from the log", crashes) { $0.countsVersions = true },
        Mutation("raw watermark", "a position comes back without its watermark", crashes) {
            $0.forgetsWatermarks = true
        },
        Mutation(
            "settings", "a position does not say that it was given up uncleanly",
            FaultProfile(kinds: [.otherTime], isLive: false, processes: 1, pauseMs: 8_000)
        ) { $0.forgetsSettings = true },
        Mutation("watermark first", "a frame's watermark is applied before its messages", crashes) {
            $0.tellsWatermarkFirst = true
        },
        Mutation("half sent", "a watermark speaks for an origin that is sent in part", crashes) {
            $0.vouchesForHalfSent = true
        },
        Mutation("falling", "a watermark goes back with a frame that comes late", takeovers) {
            $0.letsWatermarksFall = true
        },
        Mutation(
            "idle clock", "the clock of a quiet partition is read after the answer",
            FaultProfile(kinds: [.slow], isLive: true, processes: 1, flightPartitions: 1, pauseMs: 60_000)
        ) { $0.readsClockLate = true },
    ]
}
