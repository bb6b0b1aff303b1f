/// Rounding as the reference figures have it.
enum Rounding {
    /// A number to so many decimals: the nearest, of two as near the one whose last digit is even.
    ///
    /// The product's own error decides where it seems to lie in the middle, so the true value counts.
    static func round(_ value: Double, _ decimals: Int) -> Double {
        let scale = [1.0, 10, 100, 1000, 10_000][min(max(decimals, 0), 4)]
        let scaled = value * scale
        guard scaled.magnitude < 4_503_599_627_370_496 else { return value }
        let floor = scaled.rounded(.down)
        let rest = scaled - floor
        guard rest == 0.5 else { return scaled.rounded(.toNearestOrEven) / scale }
        let error = (-scaled).addingProduct(value, scale)
        if error == 0 { return scaled.rounded(.toNearestOrEven) / scale }
        return (error > 0 ? floor + 1 : floor) / scale
    }

    /// A share; 0 of nothing.
    static func share(_ part: Int, of whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

    /// A percentage to so many decimals; 0 of nothing.
    static func percent(_ part: Int, of whole: Int, _ decimals: Int) -> Double {
        round(100 * share(part, of: whole), decimals)
    }

    /// The value below which a share of sorted numbers lies, between two of them in proportion. nil of nothing.
    /// Source: Hyndman and Fan 1996, definition 7.
    static func quantile(_ sorted: [Int32], _ share: Double) -> Double? {
        guard let first = sorted.first else { return nil }
        let at = share * Double(sorted.count - 1)
        let low = Int(at)
        guard low + 1 < sorted.count else { return Double(sorted.last ?? first) }
        let (a, b) = (Double(sorted[low]), Double(sorted[low + 1]))
        return a + (b - a) * (at - Double(low))
    }
}
