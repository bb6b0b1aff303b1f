/// A rule of the protocol that the world around the lanes breaks on purpose, and the histories that must find it.
struct Mutation: Sendable {
    let name: String
    /// What is done instead of the rule.
    let breaks: String
    let rules: BrokenRules
    /// Where it is looked for: faults that bring it to light, without others that hide it.
    let faults: FaultProfile
    /// A history that finds it, to be tried first.
    let seed: UInt64

    init(
        _ name: String, _ breaks: String, _ faults: FaultProfile, seed: UInt64,
        _ breakRule: (inout BrokenRules) -> Void
    ) {
        self.name = name
        self.breaks = breaks
        self.faults = faults
        self.seed = seed
        var rules = BrokenRules()
        breakRule(&rules)
        self.rules = rules
    }

    /// Two transactional ids in turn are not built, so their rules cannot be broken.
    static let all: [Mutation] = [
        Mutation(
            "clock", "a record is measured against the clock, not its own timestamp", .live, seed: 1
        ) { $0.readsTheClock = true },
        Mutation(
            "order", "what one record causes comes in another order in each life", .frames, seed: 12
        ) { $0.shufflesMessages = true },
        Mutation(
            "marks", "dedup marks stand at the end of the frame's range", .frames, seed: 2
        ) { $0.marksWholeFrames = true },
        Mutation(
            "dedup", "nothing is dropped that was applied before", .crashes, seed: 1
        ) { $0.neverDropsAgain = true },
        Mutation(
            "frames lost", "a frame is given up by time-out, and those behind it go on", .crashes, seed: 1
        ) { $0.losesFrames = true },
        Mutation(
            "uncommitted", "positions are read while a transaction moves them", .takeovers, seed: 317
        ) { $0.readsUncommittedPositions = true },
        Mutation(
            "unacknowledged", "positions leave before the frames are acknowledged", .frames, seed: 11
        ) { $0.believesFramesDelivered = true },
        Mutation(
            "late group", "the group's metadata is taken when positions are sent", .takeovers, seed: 56
        ) { $0.takesGroupLate = true },
        Mutation(
            "blind", "what may be committed is sent again", .crashes, seed: 14
        ) { $0.sendsAgainBlindly = true },
        Mutation(
            "counter", "versions are counted instead of taken from the log", .crashes, seed: 2
        ) { $0.countsVersions = true },
        Mutation(
            "raw watermark", "a position comes back without its watermark", .crashes, seed: 2
        ) { $0.forgetsWatermarks = true },
        Mutation(
            "settings", "a position does not say that it was given up uncleanly", .otherTimes, seed: 11
        ) { $0.forgetsSettings = true },
        Mutation(
            "rules", "a position does not say since when its rules are in force", .otherBuilds, seed: 60
        ) { $0.forgetsRules = true },
        Mutation(
            "watermark first", "a frame's watermark is applied before its messages", .crashes, seed: 1
        ) { $0.tellsWatermarkFirst = true },
        Mutation(
            "half sent", "a watermark speaks for an origin that is sent in part", .frames, seed: 18
        ) { $0.vouchesForHalfSent = true },
        Mutation(
            "newer manifest", "a snapshot beyond the committed position is used", .restores, seed: 18
        ) { $0.usesNewerManifests = true },
        Mutation(
            "one key", "the snapshots of a partition stand under one key", .restores, seed: 30
        ) { $0.keepsOneKey = true },
        Mutation(
            "state watermarks", "a snapshot has no watermarks", .restores, seed: 17
        ) { $0.losesWatermarksInSnapshots = true },
        Mutation(
            "far standby", "a standby goes beyond the committed position", .standbys, seed: 7
        ) { $0.followsTooFar = true },
        Mutation(
            "falling", "a watermark goes back with a frame that comes late", .takeovers, seed: 8
        ) { $0.letsWatermarksFall = true },
        Mutation(
            "idle clock", "the clock of a quiet partition is read after the answer", .slowness, seed: 16
        ) { $0.readsClockLate = true },
        Mutation(
            "sink fence", "a sink writes under an epoch that is over", .databases, seed: 6
        ) { $0.ignoresFence = true },
        Mutation(
            "rows alone", "rows are committed before their positions", .databases, seed: 1
        ) { $0.commitsRowsAlone = true },
    ]
}
