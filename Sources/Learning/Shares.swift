/// Hits and legs by key.
struct Shares {
    struct Count {
        var hits = 0
        var legs = 0

        /// In millionths, drawn towards a wider share by ten legs.
        func share(towards wider: Int) -> Int {
            (hits * 1_000_000 + 10 * wider + (legs + 10) / 2) / (legs + 10)
        }
    }

    private(set) var counts: [UInt64: Count] = [:]

    mutating func add(_ isHit: Bool, for key: UInt64) {
        counts[key, default: Count()].legs += 1
        if isHit { counts[key, default: Count()].hits += 1 }
    }
}

/// Hits over what was expected, in millionths.
struct Expected {
    private var hits = 0
    /// Sum of millionths.
    private var expected = 0

    mutating func add(_ isHit: Bool, _ share: Int) {
        if isHit { hits += 1 }
        expected += share
    }

    /// In millionths, drawn towards a wider figure by `strength` legs. Legs are limited, so nothing overflows.
    func chance(towards wider: Int, strength: Int) -> Int {
        let weight = expected + strength * 1_000_000
        guard weight > 0 else { return wider }
        return (hits * 1_000_000_000_000 + strength * 1_000_000 * wider + weight / 2) / weight
    }
}
