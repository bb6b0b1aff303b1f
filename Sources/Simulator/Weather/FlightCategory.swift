/// How bad ceiling and visibility are.
package enum FlightCategory: Int, Sendable, Comparable, CaseIterable {
    case visual, marginal, instrument, low

    package static func < (a: FlightCategory, b: FlightCategory) -> Bool { a.rawValue < b.rawValue }
}

extension Conditions {
    /// The worse of ceiling and visibility decides.
    /// Source: US Aviation Weather Center: low below 500 ft or 1 SM, instrument below 1,000 ft or 3 SM, marginal up to
    /// 3,000 ft or 5 SM; the statute miles as the 1,600, 4,800 and 8,000 m that reports give for them (FMH-1).
    package var category: FlightCategory {
        let height = ceiling ?? 99_999
        if height < 500 || visibility < 1_600 { return .low }
        if height < 1_000 || visibility < 4_800 { return .instrument }
        return height <= 3_000 || visibility <= 8_000 ? .marginal : .visual
    }

    /// Runway visual range below 550 m or ceiling below 200 ft.
    package var isLowVisibilityProcedures: Bool {
        (visibility < 1_500 && runwayVisualRange < 550) || (ceiling ?? 99_999) < 200
    }

    /// What the weather leaves of an airport's capacity: the least of its factors.
    ///
    /// Categories 1,000, 950, 800, 600; low visibility procedures 500; thunderstorm 500, heavy 300; freezing rain 300;
    /// snow 700, heavy 400, drifting in heavy snow 100 and none where one sees under 300 m; wind over 30 kt 700; no
    /// runway within the wind's limits 300.
    package var capacityPermille: Int {
        var factor = windPermille
        switch category {
        case .visual: break
        case .marginal: factor = min(factor, 950)
        case .instrument: factor = min(factor, 800)
        case .low: factor = min(factor, 600)
        }
        if isLowVisibilityProcedures { factor = min(factor, 500) }
        let isHeavy = precipitation?.intensity == .heavy
        if isThunderstorm { factor = min(factor, isHeavy ? 300 : 500) }
        switch precipitation?.kind {
        case .freezingRain: factor = min(factor, 300)
        case .snow:
            factor = min(factor, isHeavy ? 400 : 700)
            if isHeavy, hasBlowingSnow { factor = min(factor, visibility < 300 ? 0 : 100) }
        case .drizzle, .rain, .sleet, nil: break
        }
        return factor
    }
}
