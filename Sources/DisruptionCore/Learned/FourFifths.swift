/// x^0.8 in whole numbers, so that every machine computes the same.
///
/// The power is the fifth root of the fourth power, found by bisection: y⁵ ≤ x⁴ · scale < (y + 1)⁵. So it is exact
/// but for being rounded down, by less than 10⁻⁵.
enum FourFifths {
    /// What stands for 1.
    static let scale: Int64 = 100_000
    /// The largest x, 100: far more than one station's share exceeds another's.
    private static let ratioMax: Int64 = 100 * scale

    /// a / b in this scale, within 0 … 100; 100 where b is 0.
    /// - Parameter a: 0 … 10¹², as `b`.
    static func ratio(_ a: Int64, over b: Int64) -> Int64 {
        guard b > 0 else { return ratioMax }
        return min(max(a, 0).multipliedReportingOverflow(by: scale).partialValue / b, ratioMax)
    }

    /// - Parameter x: 0 … 100, in this scale.
    static func power(_ x: Int64) -> Int64 {
        let square = UInt128(min(max(x, 0), ratioMax)) * UInt128(min(max(x, 0), ratioMax))
        let wanted = square * square * UInt128(scale)
        var (low, high) = (UInt128(0), UInt128(ratioMax) + 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            let square = middle * middle
            if square * square * middle <= wanted { low = middle } else { high = middle }
        }
        return Int64(low)
    }
}
