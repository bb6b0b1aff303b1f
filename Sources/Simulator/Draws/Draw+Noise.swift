extension Draw {
    /// A number 0..<1.
    @inline(__always) package func share(_ subject: UInt64, _ purpose: Purpose, _ index: Int = 0) -> Double {
        Double(Int(truncatingIfNeeded: bits(subject, purpose, index) >> 11)) * 0x1p-53
    }

    /// Value noise −1…1: a draw every `period` minutes, and a smooth way from one to the next.
    ///
    /// Source: value noise with the cubic fade 3f² − 2f³ (Perlin 1985, for lattice noise).
    @inline(__always) package func noise(
        _ subject: UInt64, _ purpose: Purpose, minute: Int, period: Int
    ) -> Double {
        let slot = minute >= 0 ? minute / period : (minute - period + 1) / period
        let part = Double(minute - slot * period) / Double(period)
        let a = share(subject, purpose, slot)
        let b = share(subject, purpose, slot + 1)
        return (a + (b - a) * fade(part)) * 2 - 1
    }
}

/// 0 below 0, 1 above 1, smooth between.
@inline(__always) func fade(_ part: Double) -> Double {
    let f = min(max(part, 0), 1)
    return f * f * (3 - 2 * f)
}

/// From `a` to `b` as `part` goes from 0 to 1, held at the ends.
@inline(__always) func between(_ a: Double, _ b: Double, _ part: Double) -> Double {
    a + (b - a) * min(max(part, 0), 1)
}
