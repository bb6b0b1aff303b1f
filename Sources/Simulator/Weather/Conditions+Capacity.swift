package import DisruptionCore

extension Conditions {
    /// The worse of ceiling and visibility decides. Observers here see in metres: 1, 3 and 5 SM are the 1,600, 4,800
    /// and 8,000 m that reports give for them (FMH-1), where a reader of the report alone finds 1,600 m below a mile.
    /// Source: US Aviation Weather Center.
    package var category: FlightCategory {
        let sight: FlightCategory =
            visibility < 1_600 ? .low : visibility < 4_800 ? .instrument : visibility <= 8_000 ? .marginal : .visual
        return max(sight, FlightCategory(ceilingFt: ceiling.map { Int32($0) }))
    }

    /// Runway visual range below 550 m or ceiling below 200 ft.
    package var isLowVisibilityProcedures: Bool {
        let range = visibility < 1_500 ? Int32(runwayVisualRange) : nil
        return LowVisibility(rangeM: range, ceilingFt: ceiling.map { Int32($0) }) != .none
    }

    /// What the weather leaves of an airport's capacity: the least of its factors.
    ///
    /// Those of `CapacityFactors`; besides, drifting in heavy snow 100, and none where one sees under 300 m.
    package var capacityPermille: Int {
        let factors = CapacityFactors.standard
        var factor = windPermille
        func take(_ hundredths: UInt8) { factor = min(factor, Int(hundredths) * 10) }
        switch category {
        case .visual: break
        case .marginal: take(factors.marginal)
        case .instrument: take(factors.instrument)
        case .low: take(factors.low)
        }
        if isLowVisibilityProcedures { take(factors.lowVisibility) }
        let isHeavy = precipitation?.intensity == .heavy
        if isThunderstorm { take(isHeavy ? factors.heavyThunderstorm : factors.thunderstorm) }
        switch precipitation?.kind {
        case .freezingRain: take(factors.freezingPrecipitation)
        case .snow:
            take(isHeavy ? factors.heavySnow : factors.snow)
            if isHeavy, hasBlowingSnow { factor = min(factor, visibility < 300 ? 0 : 100) }
        case .drizzle, .rain, .sleet, nil: break
        }
        return factor
    }
}
