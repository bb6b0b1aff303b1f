import DisruptionCore

/// Everything that is scored.
struct Scores: Sendable {
    let figures: HistoryFigures
    let rotation: [RotationScores]
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

    static let episodesShown = 12
    private static let lookedAt = 60
    private static let unsaidShown = 8

    init(_ truth: TruthTable, _ predictions: PredictionTable, _ book: DetectionBook) {
        let chain = Chain(truth)
        let rule = OneLineRule(chain)
        figures = HistoryFigures(chain, rule)
        let scored = ScoredLegs(chain)
        let places = (0..<chain.count).map { predictions.place(of: chain[$0].key) }
        rotation = [.previousArrival, .previousDeparture, .twoLegsAhead].map {
            RotationScores($0, chain, scored, rule, predictions, places)
        }
        days = DayFigures.all(truth)
        cascades = CascadeScores(chain, figures.chaining) { book.reachedByCascade($0) }
        episodes = AirportDay.worst(truth, limit: Scores.episodesShown).map { AirportEpisode($0, truth, book) }
        unsaid = Array(
            AirportDay.worst(truth, least: 20, limit: Scores.lookedAt).map { AirportEpisode($0, truth, book) }
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
