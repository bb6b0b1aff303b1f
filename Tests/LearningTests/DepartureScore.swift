import DisruptionCore
import Learning

/// Brier score of departing 15 late, and error of the departure delay, over legs that have an outcome and teach
/// nothing.
struct DepartureScore {
    private(set) var legs = 0
    private var squares = 0.0
    private var error = 0
    /// Chances in millionths, and whether the leg was late.
    private var told: [(chance: Int, isLate: Bool)] = []

    init(_ history: RotationHistory, _ time: InformationTime, _ tables: LearnedTables) {
        history.forEachDeparture(time, tables) { place, inputs in
            let leg = history.legs[place]
            guard leg.hasOutcome, !leg.teaches else { return }
            let forecast = DepartureForecast(inputs, tables)
            let isLate = leg.departureDelay >= 15
            let difference = Double(forecast.chance) / 1e6 - (isLate ? 1 : 0)
            legs += 1
            squares += difference * difference
            error += abs(forecast.delay - 1000 * Int(leg.departureDelay))
            told.append((forecast.chance, isLate))
        }
    }

    var brier: Double { squares / Double(max(legs, 1)) }
    /// Minutes.
    var meanError: Double { Double(error) / 1000 / Double(max(legs, 1)) }

    /// The chance that a late leg was given a higher one than a leg on time.
    var auc: Double {
        let sorted = told.sorted { $0.chance < $1.chance }
        var (ranks, late, start) = (0.0, 0.0, 0)
        while start < sorted.count {
            var end = start
            while end < sorted.count, sorted[end].chance == sorted[start].chance { end += 1 }
            let hits = Double(sorted[start..<end].count { $0.isLate })
            ranks += hits * Double(start + end + 1) / 2
            late += hits
            start = end
        }
        return (ranks - late * (late + 1) / 2) / max(late * (Double(sorted.count) - late), 1)
    }
}
