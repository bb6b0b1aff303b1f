/// Least turn times in minutes (MTT) by size class.
struct MinimumTurns {
    private let unknown: Int64
    private let small: Int64
    private let narrow: Int64
    private let wide: Int64

    init(_ settings: EngineSettings) {
        unknown = settings[.minimumTurnUnknownMinutes]
        small = settings[.minimumTurnSmallMinutes]
        narrow = settings[.minimumTurnNarrowMinutes]
        wide = settings[.minimumTurnWideMinutes]
    }

    subscript(size: AircraftSize) -> Int64 {
        switch size {
        case .unknown: unknown
        case .small: small
        case .narrow: narrow
        case .wide: wide
        }
    }
}

/// How quick an aircraft can be turned, and what a late flight recovers in the air: as the days before teach it in the
/// stream, else as history does (`turn`, `gain`), else by the defaults.
struct TurnRules {
    let usual: MinimumTurns
    let learned: LearnedTables

    /// A turn that is learned is at least so long, minutes.
    static let shortest: Int64 = 10
    /// And at most so many minutes longer than the default: a leg with more to spare need not ask.
    static let longerAtMost: Int64 = 15
    /// Minutes of departure delay from which a flight hurries.
    static let recoversFrom: Int64 = 15

    /// The minimum turn before a leg (MTT), minutes.
    func minimum(before leg: borrowing LineLeg) -> Int64 {
        let usual = usual[leg.size]
        guard let known = known(before: leg) else { return usual }
        return min(max(known, TurnRules.shortest), usual + TurnRules.longerAtMost)
    }

    /// Whether the minimum turn before a leg is a default.
    func isUnlearned(before leg: borrowing LineLeg) -> Bool { known(before: leg) == nil }

    private func known(before leg: borrowing LineLeg) -> Int64? {
        if let minutes = leg.taught.minimumTurn { return Int64(minutes) }
        return learned.learnedTurn(leg.key.flight.carrier, at: leg.key.origin).map { (Int64($0) + 500) / 1000 }
    }

    /// Minutes of delay with which a leg comes in that leaves so late; never less than a smaller delay makes.
    ///
    /// Source: domain rule of propagation, in = SIBT + max(0, delay − recovery), with what a median flight recovers. By
    /// what one in five does, cascades were known twenty minutes later in January 2008 in the US.
    func arrivalDelay(of leg: borrowing LineLeg, leaving delay: Int64) -> Int64 {
        guard delay >= TurnRules.recoversFrom else { return delay }
        return max(TurnRules.recoversFrom - 1, delay - max(0, recovery(of: leg)))
    }

    private func recovery(of leg: borrowing LineLeg) -> Int64 {
        if let minutes = leg.taught.recovery { return Int64(minutes) }
        return -Int64(leg.gain(learned)) / 1000
    }
}
