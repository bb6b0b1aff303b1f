/// What can go wrong, and is counted.
enum Fault: String, CaseIterable, Comparable, Sendable {
    case crash, freeze, cut, slow, cleanStop, rejoin, frameFailure, indefiniteCommits, lostRequests, slowMarkers
    case otherThresholds, otherTime, otherBuild, slowLeader, databaseAway, brokenConnections

    /// It strikes one process, so it can wait for a step of that.
    var canWait: Bool {
        switch self {
        case .crash, .freeze, .cut, .rejoin, .cleanStop, .frameFailure: true
        default: false
        }
    }

    static func < (a: Fault, b: Fault) -> Bool { a.rawValue < b.rawValue }
}

/// When which fault strikes whom.
struct FaultPlan {
    struct Strike {
        let atMs: Int64
        let fault: Fault
        /// Which of the processes, modulo their count.
        let target: Int
        /// A number for how long or how much, 0..<1000.
        let amount: Int
        /// The step of the process at which it strikes, and how often that is taken before; nil: at once.
        let point: (StepPoint, times: Int)?
    }

    private(set) var strikes: [Strike] = []
    /// From here on nothing goes wrong any more.
    let endMs: Int64
    /// The kinds that this seed has chosen: histories with few kinds find what others hide.
    let kinds: [Fault]

    init(_ profile: FaultProfile, until endMs: Int64, _ dice: Dice) {
        var dice = dice
        self.endMs = endMs + dice.between(0, 20_000)
        let chosen = profile.kinds.filter { _ in dice.happens(permille: 500) }
        kinds = chosen.isEmpty ? profile.kinds : chosen
        guard !kinds.isEmpty else { return }
        let pauseMs = dice.between(profile.pauseMs / 10, profile.pauseMs)
        var at = dice.between(0, pauseMs)
        while at < self.endMs {
            let fault = dice.pick(kinds)
            let waits = fault.canWait && dice.happens(permille: profile.waiting)
            let times = dice.happens(permille: 500) ? 1 : dice.between(1, 12)
            strikes.append(
                Strike(
                    atMs: at, fault: fault, target: dice.below(1 << 20), amount: dice.below(1000),
                    point: waits ? (dice.pick(profile.points), times) : nil))
            at += dice.between(1, 2 * pauseMs)
        }
    }
}
