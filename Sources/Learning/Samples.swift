/// Observations by key, and the robust figures of each key.
struct Samples {
    struct Sample: Comparable {
        let key: UInt64
        let value: Int32

        static func < (a: Sample, b: Sample) -> Bool { a.key != b.key ? a.key < b.key : a.value < b.value }
    }

    struct Group {
        let key: UInt64
        /// In thousandths of the observations' unit.
        let figure: Int
        let count: Int
    }

    private var samples: [Sample] = []

    mutating func add(_ value: Int32, for key: UInt64) { samples.append(Sample(key: key, value: value)) }

    /// Medians by key, in rising order of keys, in thousandths.
    func medians() -> [Group] { quantiles(tenths: 5) }

    /// A quantile between order statistics, linear. Source: Hyndman, Fan, "Sample quantiles in statistical packages",
    /// The American Statistician 50(4), 1996, definition 7.
    func quantiles(tenths: Int) -> [Group] {
        let sorted = samples.sorted()
        var groups: [Group] = []
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end].key == sorted[start].key { end += 1 }
            let place = tenths * (end - start - 1)
            let low = Int(sorted[start + place / 10].value)
            let high = Int(sorted[min(start + place / 10 + 1, end - 1)].value)
            let figure = low * 1000 + (high - low) * (place % 10) * 100
            groups.append(Group(key: sorted[start].key, figure: figure, count: end - start))
            start = end
        }
        return groups
    }
}

/// Drawing what few observations say towards what many do.
enum Shrinkage {
    /// (count · own + strength · wider) / (count + strength), rounded.
    static func shrunk(_ own: Int, count: Int, towards wider: Int, strength: Int) -> Int {
        let weight = count + strength
        guard weight > 0 else { return wider }
        let sum = 2 * (count * own + strength * wider) + weight
        let quotient = sum / (2 * weight)
        return sum < 0 && sum % (2 * weight) != 0 ? quotient - 1 : quotient
    }
}
