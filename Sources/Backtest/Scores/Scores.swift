import DisruptionCore

/// Everything that is scored.
struct Scores: Sendable {
    let figures: HistoryFigures
    /// At movements of the rotation.
    let rotation: [RotationScores]
    /// Some hours ahead.
    let ahead: [RotationScores]
    let days: [DayFigures]
    let cascades: CascadeScores
    let episodes: [AirportEpisode]
    /// Airport-days with 20 or more departures and many cancellations of which nothing was said, the worst first.
    let unsaid: [AirportEpisode]
    let tallies: [CalendarDate: [Pattern: DetectionTally]]
    let leads: [Pattern: HistoryFigures.Lead]
    let confirmed: [Pattern: Int]
    let falseAlarms: [DetectionBook.FalseAlarm]
    /// Patterns of which anything was told, in the order of their names.
    let patterns: [Pattern]

    private static let unsaidShown = 8

    /// - Parameter history: what was flown, worked out before.
    init(_ history: HistoryTruth, _ predictions: PredictionTable, _ book: DetectionBook) {
        let (truth, chain) = (history.truth, history.chain)
        figures = history.figures
        let places = (0..<chain.count).map { predictions.place(of: chain[$0].key) }
        func scores(_ horizon: RotationPrediction.Horizon) -> RotationScores {
            RotationScores(horizon, chain, history.scored, history.rule, predictions, places)
        }
        rotation = RotationPrediction.Horizon.ofRotation.map(scores)
        ahead = RotationPrediction.Horizon.ahead.reversed().map(scores)
        days = history.days
        cascades = CascadeScores(chain, figures.chaining) { book.reachedByCascade($0) }
        episodes = history.worstDays.map { AirportEpisode($0, truth, book) }
        unsaid = Array(
            history.worstSmallDays.map { AirportEpisode($0, truth, book) }
                .filter { $0.firstTold == nil }.prefix(Scores.unsaidShown))
        tallies = book.tallies
        leads = book.leads.compactMapValues { HistoryFigures.Lead($0) }
        confirmed = book.leads.mapValues(\.count)
        let named = Set(book.tallies.values.flatMap(\.keys))
        patterns = named.sorted { $0.name.description < $1.name.description }
        falseAlarms = patterns.flatMap { book.falseAlarms[$0] ?? [] }
    }

    /// What was told of a pattern on all days, or on ordinary ones, or on the others. Days of events without legs of
    /// their date count as others.
    func tally(_ pattern: Pattern, ordinary: Bool? = nil) -> DetectionTally {
        var sum = DetectionTally()
        for (date, day) in tallies where ordinary.map({ $0 == isOrdinary(date) }) ?? true {
            if let tally = day[pattern] { sum.add(tally) }
        }
        return sum
    }

    private func isOrdinary(_ date: CalendarDate) -> Bool {
        days.first { $0.date == date }?.isOrdinary ?? false
    }

    var ordinaryDays: Int { days.count(where: \.isOrdinary) }
}
