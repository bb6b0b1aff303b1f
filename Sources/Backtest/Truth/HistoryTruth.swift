import DisruptionCore

/// What history says, with all that can be worked out of it before anything is scored: done by the thread that read it,
/// while the engines still run.
struct HistoryTruth: Sendable {
    let truth: TruthTable
    let chain: Chain
    let rule: OneLineRule
    let scored: ScoredLegs
    let figures: HistoryFigures
    let days: [DayFigures]
    /// The airport-days that are shown as episodes, the worst first,
    let worstDays: [AirportDay]
    /// and those, of smaller airports too, that are looked through for what nothing was said of.
    let worstSmallDays: [AirportDay]

    static let episodesShown = 12
    private static let lookedThrough = 60

    init(_ truth: TruthTable) {
        self.truth = truth
        chain = Chain(truth)
        rule = OneLineRule(chain)
        scored = ScoredLegs(chain)
        figures = HistoryFigures(chain, rule)
        days = DayFigures.all(truth)
        worstDays = AirportDay.worst(truth, limit: HistoryTruth.episodesShown)
        worstSmallDays = AirportDay.worst(truth, least: 20, limit: HistoryTruth.lookedThrough)
    }
}
