import DisruptionCore

/// What the wind leaves of an airport's runways.
enum RunwayUse {
    /// Wind across and from behind that ends operations.
    private static let limits = RunwayLimits()

    /// 1,000; 700 where the wind exceeds 30 kt; 300 where no direction is within the limits.
    /// - Parameters:
    ///   - from: degrees true; `speed`: the gust, or the mean where there is none; `mean`: both kt.
    static func permille(
        _ runways: [Int], from: Int, isVariable: Bool, speed: Int, mean: Int, isSlippery: Bool
    ) -> Int {
        let limit = isSlippery ? limits.crossWetKt : limits.crossDryKt
        // Lighter wind is within every limit.
        if Double(speed) > limits.tailKt, !runways.isEmpty {
            let isUsable = runways.contains { heading in
                if isVariable { return Double(speed) <= limit }
                let cross = Double(speed) * RunwayWind.sine(from - heading)
                return (cross < 0 ? -cross : cross) <= limit
                    && -Double(speed) * RunwayWind.sine(from - heading + 90) <= limits.tailKt
            }
            if !isUsable { return 300 }
        }
        return max(speed, mean) > 30 ? 700 : 1_000
    }

    /// The headings that most of the wind blows along, the first of the list in calm air.
    static func inUse(_ runways: [Int], from: Int, speed: Int) -> Int? {
        guard let first = runways.first, speed >= 3 else { return runways.first }
        return runways.reduce(first) { RunwayWind.sine(from - $1 + 90) > RunwayWind.sine(from - $0 + 90) ? $1 : $0 }
    }
}
