import DisruptionCore

/// How good stated probabilities are, against whether it came true.
///
/// Counts by thousandth, so all figures are exact and need no memory for legs.
struct ProbabilityScore: Sendable {
    /// Legs of which about the same was said.
    struct Bin: Sendable, Equatable {
        let legs: Int
        /// Mean of what was said, 0…1.
        let said: Double
        /// Share that came true.
        let cameTrue: Double
    }

    private var counts = [(all: Int, held: Int)](repeating: (0, 0), count: 1001)
    private(set) var legs = 0
    private(set) var trueLegs = 0

    /// - Parameter permille: 0…1000.
    mutating func add(_ permille: Int, cameTrue: Bool) {
        let place = min(max(permille, 0), 1000)
        counts[place].all += 1
        legs += 1
        if cameTrue {
            counts[place].held += 1
            trueLegs += 1
        }
    }

    /// Mean squared error, 0 best. Source: Brier 1950.
    var brier: Double {
        var sum = 0.0
        for (place, count) in counts.enumerated() {
            let said = Double(place) / 1000
            sum += Double(count.held) * (1 - said) * (1 - said) + Double(count.all - count.held) * said * said
        }
        return legs == 0 ? 0 : sum / Double(legs)
    }

    /// The Brier score of who always says the share that came true.
    var brierOfBaseRate: Double {
        let rate = Rounding.share(trueLegs, of: legs)
        return rate * (1 - rate)
    }

    /// Probability that a leg which came true was given more than one which did not, ties by half; nil where all went
    /// the same way. Source: Hanley and McNeil 1982.
    var areaUnderCurve: Double? {
        let falseLegs = legs - trueLegs
        guard trueLegs > 0, falseLegs > 0 else { return nil }
        var below = 0.0
        var sum = 0.0
        for count in counts {
            let negatives = Double(count.all - count.held)
            sum += Double(count.held) * (below + negatives / 2)
            below += negatives
        }
        return sum / Double(trueLegs) / Double(falseLegs)
    }

    /// Precision of the highest threshold that finds at least half of what came true; nil where nothing did.
    var precisionAtHalfRecall: Double? {
        var (told, right) = (0, 0)
        for count in counts.reversed() {
            told += count.all
            right += count.held
            if right > 0, right * 2 >= trueLegs { return Rounding.share(right, of: told) }
        }
        return nil
    }

    /// Ten bins of a tenth each; the last takes 1 too.
    var calibration: [Bin] {
        (0..<10).map { tenth in
            let range = tenth * 100...(tenth == 9 ? 1000 : tenth * 100 + 99)
            var (all, right, said) = (0, 0, 0)
            for place in range {
                all += counts[place].all
                right += counts[place].held
                said += counts[place].all * place
            }
            return Bin(
                legs: all, said: all == 0 ? 0 : Double(said) / 1000 / Double(all),
                cameTrue: Rounding.share(right, of: all))
        }
    }
}
