import DisruptionCore

/// How well predicted minutes agree with the minutes that carriers reported as due to the late aircraft.
///
/// Predictions come in tenths of a minute, so that all sums are exact. Definitions: deploy/BACKTEST.md.
struct MinutesScore: Sendable, Equatable {
    /// Predicted at least so many minutes, against truth above 0.
    struct Alarm: Sendable, Equatable {
        let threshold: Int32
        let precision: Double
        let recall: Double
        let f1: Double
    }

    /// Which legs are scored.
    enum Population: CaseIterable, Sendable {
        case allFlown, arrivedLate, sameDayChained

        var name: StaticString {
            switch self {
            case .allFlown: "all_flown"
            case .arrivedLate: "arrived>=15_late"
            case .sameDayChained: "all_flown_same_day_chained"
            }
        }

        func holds(_ place: Int, _ chain: Chain) -> Bool {
            let leg = chain[place]
            guard leg.isFlown else { return false }
            switch self {
            case .allFlown: return true
            case .arrivedLate: return (leg.arrivalDelay ?? 0) >= 15
            case .sameDayChained: return chain.isSameDay(place) && chain.isChained(place)
            }
        }
    }

    let legs: Int
    let lateLegs: Int
    let lateMinutes: Int64
    let explained: Double
    let overshoot: Double
    let error: Double
    let errorOfLateLegs: Double
    let errorOfZero: Double
    let correlation: Double
    let alarms: [Alarm]

    private static let thresholds: [Int32] = [1, 5, 10, 15]

    /// - Parameters:
    ///   - decimes: predicted tenths of minutes by place in the chain.
    ///   - population: of the legs with a tail.
    init(_ decimes: [Int32], _ chain: Chain, _ population: Population) {
        var sums = Sums()
        for place in 0..<chain.count where population.holds(place, chain) {
            sums.add(decimes[place], chain[place].lateAircraft)
        }
        legs = sums.legs
        lateLegs = sums.lateLegs
        lateMinutes = sums.late
        let late = Double(sums.late) * 10
        explained = Rounding.round(late == 0 ? 0 : Double(sums.common) / late, 4)
        overshoot = Rounding.round(late == 0 ? 0 : Double(sums.over) / late, 4)
        error = Rounding.round(Double(sums.error) / 10 / Double(max(1, sums.legs)), 3)
        errorOfLateLegs = Rounding.round(Double(sums.errorOfLate) / 10 / Double(max(1, sums.lateLegs)), 2)
        errorOfZero = Rounding.round(Double(sums.late) / Double(max(1, sums.legs)), 3)
        let mean = (Double(sums.predicted) / Double(max(1, sums.legs)), late / Double(max(1, sums.legs)))
        var (both, first, second) = (0.0, 0.0, 0.0)
        for place in 0..<chain.count where population.holds(place, chain) {
            let a = Double(decimes[place]) - mean.0
            let b = Double(chain[place].lateAircraft * 10) - mean.1
            both += a * b
            first += a * a
            second += b * b
        }
        let scale = (first * second).squareRoot()
        correlation = Rounding.round(scale == 0 ? 0 : both / scale, 4)
        alarms = zip(MinutesScore.thresholds, zip(sums.told, sums.right)).map { threshold, counts in
            let precision = Double(counts.1) / Double(max(1, counts.0))
            let recall = Double(counts.1) / Double(max(1, sums.lateLegs))
            let sum = precision + recall
            return Alarm(
                threshold: threshold, precision: Rounding.round(precision, 4), recall: Rounding.round(recall, 4),
                f1: Rounding.round(sum == 0 ? 0 : 2 * precision * recall / sum, 4))
        }
    }

    private struct Sums {
        var (legs, lateLegs) = (0, 0)
        /// Minutes.
        var late: Int64 = 0
        /// Tenths of minutes.
        var (common, over, error, errorOfLate, predicted): (Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0)
        var told = [Int](repeating: 0, count: 4)
        var right = [Int](repeating: 0, count: 4)

        mutating func add(_ decimes: Int32, _ minutes: Int32) {
            let (p, l) = (Int64(decimes), Int64(minutes) * 10)
            legs += 1
            late += Int64(minutes)
            common += min(p, l)
            over += max(0, p - l)
            error += abs(p - l)
            predicted += p
            if l > 0 {
                lateLegs += 1
                errorOfLate += abs(p - l)
            }
            for (at, threshold) in MinutesScore.thresholds.enumerated() where p >= Int64(threshold) * 10 {
                told[at] += 1
                if l > 0 { right[at] += 1 }
            }
        }
    }
}
