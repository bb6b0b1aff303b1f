import DisruptionCore

/// What is scored at one horizon: the engine's predictions, and the one-line rule beside them.
struct RotationScores: Sendable {
    typealias Horizon = RotationPrediction.Horizon

    let horizon: Horizon
    /// By population, in their order.
    let ours: [MinutesScore]
    /// Empty some hours ahead, where no rule is known.
    let bars: [MinutesScore]
    /// Legs of the whole population with a prediction.
    let predicted: Int
    let probability: ProbabilityScore
    /// Mean absolute error of the expected departure delay, minutes, of the legs with a prediction.
    let delayError: Double
    /// Minutes from the prediction to the scheduled departure: of all flown legs with one,
    let lead: HistoryFigures.Lead?
    /// and of those told rightly (1 minute or more, truth above 0).
    let leadOfRight: HistoryFigures.Lead?
    /// Legs by lead: ten minutes a bin, from −120 to 480 minutes; others are not in it.
    let leadBins: [Int]
    let worst: WorstPredictions

    static let leadRange: Range<Int32> = -120..<480
    static let leadBinMinutes: Int32 = 10

    /// - Parameters:
    ///   - scored: the legs of the chain.
    ///   - places: of their predictions in the table, by place in the chain.
    init(
        _ horizon: Horizon, _ chain: Chain, _ scored: ScoredLegs, _ rule: OneLineRule, _ table: PredictionTable,
        _ places: [Int32?]
    ) {
        self.horizon = horizon
        var decimes = [Int32](repeating: 0, count: chain.count)
        var probability = ProbabilityScore()
        var (leads, right): ([Int32], [Int32]) = ([], [])
        var bins = [Int](
            repeating: 0, count: RotationScores.leadRange.count / Int(RotationScores.leadBinMinutes))
        var (predicted, error): (Int, Int64) = (0, 0)
        for place in 0..<chain.count {
            guard let said = table.prediction(at: places[place], horizon) else { continue }
            let leg = chain[place]
            decimes[place] = said.decimes
            guard leg.isFlown, let delay = leg.departureDelay else { continue }
            predicted += 1
            error += Int64((delay - Int32(said.delay)).magnitude)
            probability.add(Int(said.permille), cameTrue: delay >= 15)
            let lead = leg.scheduledDeparture - said.madeAt
            leads.append(lead)
            if said.decimes >= 10, leg.lateAircraft > 0 { right.append(lead) }
            let range = RotationScores.leadRange
            if range.contains(lead) { bins[Int((lead - range.lowerBound) / RotationScores.leadBinMinutes)] += 1 }
        }
        let bar: [Int32]? =
            switch horizon {
            case .previousArrival: rule.atArrival
            case .previousDeparture: rule.atDeparture
            case .twoLegsAhead: rule.twoLegsAhead
            case .twoHours, .fourHours: nil
            }
        ours = MinutesScore.Population.allCases.map { MinutesScore(decimes, scored, $0) }
        let barDecimes = bar.map { $0.map { $0 * 10 } }
        bars = barDecimes.map { said in MinutesScore.Population.allCases.map { MinutesScore(said, scored, $0) } } ?? []
        self.predicted = predicted
        self.probability = probability
        delayError = predicted == 0 ? 0 : Double(error) / Double(predicted)
        lead = HistoryFigures.Lead(leads)
        leadOfRight = HistoryFigures.Lead(right)
        leadBins = bins
        worst = WorstPredictions(decimes, chain, table, places, horizon)
    }

    /// The name of the bar in the reference figures; nil where there is none.
    var barName: StaticString? {
        switch horizon {
        case .previousArrival: "baseline"
        case .previousDeparture: "at_prev_departure"
        case .twoLegsAhead: "two_legs_ahead"
        case .twoHours, .fourHours: nil
        }
    }
}

/// The legs of which the predictions were farthest from the truth, where there was a prediction.
struct WorstPredictions: Sendable {
    struct Case: Sendable {
        let leg: LegTruth
        let before: LegTruth?
        let madeAt: Int32
        /// Tenths of minutes.
        let decimes: Int32

        var missed: Int32 { leg.lateAircraft * 10 - decimes }
    }

    static let shown = 8

    let misses: [Case]
    let falseAlarms: [Case]

    init(
        _ decimes: [Int32], _ chain: Chain, _ table: PredictionTable, _ places: [Int32?],
        _ horizon: RotationPrediction.Horizon
    ) {
        var (misses, alarms): ([(Int32, Int)], [(Int32, Int)]) = ([], [])
        func keep(_ list: inout [(Int32, Int)], _ value: Int32, _ place: Int) {
            if value <= 0 || list.count == WorstPredictions.shown && value <= list[list.count - 1].0 { return }
            let at = list.firstIndex { $0.0 < value } ?? list.count
            list.insert((value, place), at: at)
            if list.count > WorstPredictions.shown { list.removeLast() }
        }
        for place in 0..<chain.count {
            guard table.prediction(at: places[place], horizon) != nil else { continue }
            let leg = chain[place]
            guard leg.isFlown, !leg.isDropped else { continue }
            let missed = leg.lateAircraft * 10 - decimes[place]
            keep(&misses, missed, place)
            keep(&alarms, -missed, place)
        }
        func cases(_ list: [(Int32, Int)]) -> [Case] {
            list.map {
                let leg = chain[$0.1]
                let said = table.prediction(of: leg.key, at: horizon)
                return Case(
                    leg: leg, before: chain.previous($0.1), madeAt: said?.madeAt ?? 0, decimes: decimes[$0.1])
            }
        }
        self.misses = cases(misses)
        falseAlarms = cases(alarms)
    }
}
