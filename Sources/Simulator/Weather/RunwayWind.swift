/// What the wind leaves of an airport's runways.
enum RunwayWind {
    /// Crosswind that ends operations, kt: on dry runways, and on wet or contaminated ones.
    static let crossDry = 30.0
    static let crossWet = 20.0
    /// Most tailwind, kt.
    static let tail = 10.0

    /// 1,000; 700 where the wind exceeds 30 kt; 300 where no direction is within the limits.
    /// - Parameters:
    ///   - from: degrees true; `speed`: the gust, or the mean where there is none; `mean`: both kt.
    static func permille(
        _ runways: [Int], from: Int, isVariable: Bool, speed: Int, mean: Int, isSlippery: Bool
    ) -> Int {
        let limit = isSlippery ? crossWet : crossDry
        // Lighter wind is within every limit.
        if Double(speed) > tail, !runways.isEmpty {
            let isUsable = runways.contains { heading in
                if isVariable { return Double(speed) <= limit }
                let cross = Double(speed) * sine(from - heading)
                return (cross < 0 ? -cross : cross) <= limit && -Double(speed) * sine(from - heading + 90) <= tail
            }
            if !isUsable { return 300 }
        }
        return max(speed, mean) > 30 ? 700 : 1_000
    }

    /// The headings that most of the wind blows along, the first of the list in calm air.
    static func inUse(_ runways: [Int], from: Int, speed: Int) -> Int? {
        guard let first = runways.first, speed >= 3 else { return runways.first }
        return runways.reduce(first) { sine(from - $1 + 90) > sine(from - $0 + 90) ? $1 : $0 }
    }

    /// Of whole degrees; a polynomial, so that every machine agrees.
    /// Source: Taylor's series of the sine to the ninth power on 0…90 degrees; off by less than 4e-6.
    static func sine(_ degrees: Int) -> Double {
        let turn = (degrees % 360 + 360) % 360
        let half = turn % 180
        let x = Double(half <= 90 ? half : 180 - half) * 0.017453292519943295
        let q = x * x
        let value = x * (1 - q / 6 * (1 - q / 20 * (1 - q / 42 * (1 - q / 72))))
        return turn < 180 ? value : -value
    }
}
