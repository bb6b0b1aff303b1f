import DisruptionCore

/// When the weather has changed so much that it is reported between the routine reports.
/// Source: ICAO Annex 3 appendix 3, 2.3.2 and 2.3.3.
enum SpecialReport {
    /// Whether `now` differs from what the last report said by one of the criteria.
    static func isDue(last: Conditions, now: Conditions) -> Bool {
        worsens(last: last, now: now) || improves(last: last, now: now) || shifts(last: last, now: now)
    }

    /// What is reported at once.
    static func worsens(last: Conditions, now: Conditions) -> Bool {
        if now.category > last.category && now.category >= .instrument { return true }
        if now.category > last.category && last.category == .visual && margin(now) { return true }
        if now.isThunderstorm && !last.isThunderstorm { return true }
        if rank(now) > rank(last) { return true }
        if now.hasBlowingSnow && !last.hasBlowingSnow { return true }
        if isFreezingFog(now) && !isFreezingFog(last) { return true }
        return crossings(now) > crossings(last)
    }

    /// What is reported once it has lasted ten minutes.
    static func improves(last: Conditions, now: Conditions) -> Bool {
        if now.category < last.category, last.category >= .instrument || margin(last) { return true }
        if !now.isThunderstorm && last.isThunderstorm { return true }
        if rank(now) < rank(last) { return true }
        if !now.hasBlowingSnow && last.hasBlowingSnow { return true }
        return crossings(now) < crossings(last)
    }

    /// Wind: 60 degrees at 10 kt, 10 kt of the mean, 10 kt of the gust at 15 kt.
    static func shifts(last: Conditions, now: Conditions) -> Bool {
        let turn = (now.windFrom - last.windFrom + 540) % 360 - 180
        if turn >= 60 || turn <= -60, max(now.wind, last.wind) >= 10, min(now.wind, last.wind) > 0 { return true }
        if abs(now.wind - last.wind) >= 10 { return true }
        let gust = now.gust > 0 ? now.gust - now.wind : 0
        let before = last.gust > 0 ? last.gust - last.wind : 0
        return abs(gust - before) >= 10 && max(now.wind, last.wind) >= 15
    }

    private static func isFreezingFog(_ now: Conditions) -> Bool { now.isFog && now.temperature < 0 }

    /// Clearly marginal: what only grazes 3,000 ft or 8 km is left to the routine reports.
    private static func margin(_ now: Conditions) -> Bool { now.visibility <= 5_000 || (now.ceiling ?? 9_999) <= 1_500 }

    /// Freezing or moderate and heavier precipitation; light and none are alike.
    private static func rank(_ now: Conditions) -> Int {
        guard let fall = now.precipitation else { return 0 }
        if fall.kind == .freezingRain { return 3 + fall.intensity.rawValue }
        return fall.kind == .drizzle ? 0 : fall.intensity.rawValue
    }

    /// How many of the limits of visibility, runway visual range and ceiling are undercut.
    private static func crossings(_ now: Conditions) -> Int {
        var count = 0
        for limit in [800, 1_500, 3_000] where now.visibility < limit { count += 1 }
        if now.visibility < 1_500 {
            for limit in [175, 300, 550, 800] where now.runwayVisualRange < limit { count += 1 }
        }
        if let height = now.ceiling { for limit in [200, 500, 1_000, 1_500] where height < limit { count += 1 } }
        return count
    }
}
