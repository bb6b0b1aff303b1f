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

        fileprivate var bit: UInt8 {
            switch self {
            case .allFlown: 1
            case .arrivedLate: 2
            case .sameDayChained: 4
            }
        }

        fileprivate func holds(_ place: Int, _ chain: Chain) -> Bool {
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
    ///   - scored: the legs with a tail, in the order of the chain.
    ///   - population: which of them.
    init(_ decimes: [Int32], _ scored: ScoredLegs, _ population: Population) {
        var sums = Sums()
        let bit = population.bit
        for place in decimes.indices where scored.populations[place] & bit != 0 {
            sums.add(decimes[place], scored.late[place])
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
        for place in decimes.indices where scored.populations[place] & bit != 0 {
            let a = Double(decimes[place]) - mean.0
            let b = Double(scored.late[place] * 10) - mean.1
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
            if p < 10 { return }
            for at in 0..<MinutesScore.thresholds.count where p >= Int64(MinutesScore.thresholds[at]) * 10 {
                told[at] += 1
                if l > 0 { right[at] += 1 }
            }
        }
    }
}

/// The legs of a chain as scores need them: what is true of each, and which populations it belongs to.
struct ScoredLegs: Sendable {
    /// Minutes of late aircraft by place in the chain.
    let late: [Int32]
    fileprivate let populations: [UInt8]

    init(_ chain: Chain) {
        late = (0..<chain.count).map { chain[$0].lateAircraft }
        populations = (0..<chain.count).map { place in
            MinutesScore.Population.allCases.reduce(0) { $0 | ($1.holds(place, chain) ? $1.bit : 0) }
        }
    }
}
