/// How bad the weather is for an airport's operation, as five classes of points that add up.
///
/// Bands are closed, so that every value between two published ones falls into the better of them; rules are tried from
/// the worst, and the first that matches gives the points. What is only nearby (`VC`) counts nothing.
/// Source: EUROCONTROL Performance Review Commission, "Algorithm to describe weather conditions at European airports"
/// (ATMAP weather algorithm, version 2.3, 2011).
public struct AtmapScore: Sendable, Equatable {
    /// 0…5: visibility, runway visual range and ceiling.
    public let visibility: UInt8
    /// 0…5.
    public let wind: UInt8
    /// 0…3.
    public let precipitation: UInt8
    /// 0…4.
    public let freezing: UInt8
    /// 0…30: thunder, hail, funnels, dust, and clouds that make them.
    public let dangerous: UInt8

    public var total: UInt8 { visibility + wind + precipitation + freezing + dangerous }

    /// - Parameters:
    ///   - temperatureTenths: °C; `dewPointTenths` too, which may be missing.
    /// - Returns: nil where the temperature is missing: what freezes is not known then.
    public init?(
        _ conditions: ReportedConditions, ranges: RunwayRanges, temperatureTenths: Int16?, dewPointTenths: Int16?
    ) {
        guard let temperatureTenths else { return nil }
        visibility = AtmapScore.visibility(conditions, ranges)
        wind = conditions.wind.map(AtmapScore.wind) ?? 0
        var fall: UInt8 = 0
        var moisture = Moisture.none
        for weather in conditions.weather where !weather.isNearby {
            fall = max(fall, AtmapScore.precipitation(weather))
            moisture = max(moisture, Moisture(weather))
        }
        precipitation = fall
        let spread = dewPointTenths.map { Int(temperatureTenths) - Int($0) }
        freezing = AtmapScore.freezing(moisture, tenths: temperatureTenths, spreadTenths: spread)
        dangerous = AtmapScore.dangerous(conditions)
    }

    /// m and ft: 5 up to 325 or 50, 4 up to 500 or 150, 2 up to 750 or 250.
    private static func visibility(_ conditions: ReportedConditions, _ ranges: RunwayRanges) -> UInt8 {
        var metres = conditions.visibility?.metres ?? .max
        for range in ranges {
            if let figure = range.least, figure.metres < 1_500 { metres = min(metres, figure.metres) }
        }
        let ceiling = conditions.ceilingFt ?? .max
        if metres <= 325 || ceiling <= 50 { return 5 }
        if metres <= 500 || ceiling <= 150 { return 4 }
        return metres <= 750 || ceiling <= 250 ? 2 : 0
    }

    private static func wind(_ wind: Wind) -> UInt8 {
        let speed = wind.speedKt ?? 0
        let points: UInt8 = speed > 30 ? 4 : speed > 20 ? 2 : speed > 15 ? 1 : 0
        return points + (wind.gustKt == nil ? 0 : 1)
    }

    private static func precipitation(_ weather: Phenomenon) -> UInt8 {
        if weather.isFreezing { return 3 }
        if weather.descriptor == .drifting || weather.descriptor == .blowing { return 0 }
        if weather.has(.snow), weather.intensity != .light { return 3 }
        if weather.has(.snow) || weather.has(.snowGrains) { return 2 }
        if weather.has(.rain), weather.intensity == .heavy { return 2 }
        let isOther =
            weather.has(.rain) || weather.has(.drizzle) || weather.has(.notKnownPrecipitation)
            || weather.has(.iceCrystals)
        return isOther ? 1 : 0
    }

    /// How much there is that freezes.
    private enum Moisture: UInt8, Comparable {
        case none, some, much, most

        static func < (a: Moisture, b: Moisture) -> Bool { a.rawValue < b.rawValue }

        init(_ weather: Phenomenon) {
            let falls = weather.descriptor != .drifting && weather.descriptor != .blowing
            let hasSnow = weather.has(.snow) && falls
            if weather.isFreezing || hasSnow && weather.intensity != .light && !weather.has(.rain) {
                self = .most
            } else if hasSnow || weather.has(.snowGrains) || weather.has(.mist)
                || weather.has(.rain) && weather.intensity == .heavy
            {
                self = .much
            } else {
                self = weather.isPrecipitation && falls || weather.has(.fog) ? .some : .none
            }
        }
    }

    private static func freezing(_ moisture: Moisture, tenths: Int16, spreadTenths: Int?) -> UInt8 {
        if tenths > 30 { return 0 }
        if moisture == .most || tenths <= -150 && moisture != .none { return 4 }
        if moisture == .much { return 3 }
        return moisture == .some || (spreadTenths ?? .max) < 30 ? 1 : 0
    }

    private static func dangerous(_ conditions: ReportedConditions) -> UInt8 {
        var worst: UInt8 = 0
        var hasShower = false
        var hasLightShower = false
        for weather in conditions.weather where !weather.isNearby {
            if weather.isThunderstorm { worst = max(worst, weather.intensity == .heavy ? 30 : 24) }
            let isGrave =
                weather.has(.funnelCloud) || weather.has(.duststorm) || weather.has(.sandstorm) || weather.has(.ash)
                || weather.has(.sand) || weather.has(.hail) || weather.has(.icePellets)
            if isGrave { worst = max(worst, 24) }
            if weather.has(.smallHail) { worst = max(worst, 18) }
            if weather.descriptor == .showers {
                if weather.intensity == .light { hasLightShower = true } else { hasShower = true }
            }
        }
        for layer in conditions.clouds {
            let alone = cloud(layer)
            guard alone > 0 else { continue }
            worst = max(worst, alone)
            if hasShower { worst = max(worst, withShower(alone, isLight: false)) }
            if hasLightShower { worst = max(worst, withShower(alone, isLight: true)) }
        }
        return worst
    }

    /// By the amount, of which an unknown one counts as little as can be.
    private static func cloud(_ layer: CloudLayer) -> UInt8 {
        switch (layer.genus, layer.amount) {
        case (.cumulonimbus, .overcast): 12
        case (.cumulonimbus, .broken): 10
        case (.cumulonimbus, .scattered): 6
        case (.cumulonimbus, _): 4
        case (.toweringCumulus, .overcast): 10
        case (.toweringCumulus, .broken): 8
        case (.toweringCumulus, .scattered): 5
        case (.toweringCumulus, _): 3
        default: 0
        }
    }

    private static func withShower(_ alone: UInt8, isLight: Bool) -> UInt8 {
        switch alone {
        case 12: isLight ? 18 : 24
        case 10: isLight ? 12 : 20
        case 6, 8: isLight ? 10 : 15
        case 4, 5: isLight ? 8 : 12
        default: isLight ? 4 : 6
        }
    }
}
