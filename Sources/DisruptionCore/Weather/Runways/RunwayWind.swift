/// What the wind is on the best runway: the one within its limits with the least wind across.
public struct RunwayWind: Sendable, Equatable {
    public let runway: Runway
    /// kt across, from either side.
    public let crossKt: Double
    /// kt from ahead; from behind where it is negative.
    public let headKt: Double
    /// Whether any runway may be used; where not, this is the one with the least wind across.
    public let isUsable: Bool

    /// - Parameters:
    ///   - wind: its gust counts where there is one; a variable wind may be all across.
    ///   - isWet: the runways are wet or contaminated.
    /// - Returns: nil where the wind or the runways are not known.
    /// Source: the wind's triangle, X = V sin a and H = V cos a, with a between wind and runway, both true.
    public init?(_ wind: Wind, runways: [Runway], isWet: Bool, limits: RunwayLimits = RunwayLimits()) {
        guard let speed = wind.strongestKt, wind.isVariable || wind.directionDeg != nil || speed == 0 else {
            return nil
        }
        let force = Double(speed)
        let most = isWet ? limits.crossWetKt : limits.crossDryKt
        var best: RunwayWind?
        for runway in runways {
            var across = force
            var ahead = 0.0
            if !wind.isVariable, let from = wind.directionDeg {
                let angle = Int(from) - Int(runway.headingDeg)
                across = force * RunwayWind.sine(angle)
                if across < 0 { across = -across }
                ahead = force * RunwayWind.sine(angle + 90)
            }
            let isUsable =
                across <= most + RunwayWind.toleranceKt && -ahead <= limits.tailKt + RunwayWind.toleranceKt
            let found = RunwayWind(runway: runway, crossKt: across, headKt: ahead, isUsable: isUsable)
            if best.map({ found.isBetter(than: $0) }) ?? true { best = found }
        }
        guard let best else { return nil }
        self = best
    }

    private init(runway: Runway, crossKt: Double, headKt: Double, isUsable: Bool) {
        self.runway = runway
        self.crossKt = crossKt
        self.headKt = headKt
        self.isUsable = isUsable
    }

    /// Usable first, then the least across, the most from ahead, the longest.
    private func isBetter(than other: RunwayWind) -> Bool {
        if isUsable != other.isUsable { return isUsable }
        if crossKt != other.crossKt { return crossKt < other.crossKt }
        if headKt != other.headKt { return headKt > other.headKt }
        return runway.lengthFt > other.runway.lengthFt
    }

    /// kt by which the sine's error may put a wind beyond its limit.
    private static let toleranceKt = 0.001

    /// Of whole degrees; a polynomial, so that every machine agrees.
    /// Source: Taylor's series of the sine to the ninth power on 0…90 degrees; off by less than 4e-6.
    public static func sine(_ degrees: Int) -> Double {
        let turn = (degrees % 360 + 360) % 360
        let half = turn % 180
        let x = Double(half <= 90 ? half : 180 - half) * 0.017453292519943295
        let q = x * x
        let value = x * (1 - q / 6 * (1 - q / 20 * (1 - q / 42 * (1 - q / 72))))
        return turn < 180 ? value : -value
    }
}
