import DisruptionCore

/// The groups that say what changes from one state of the weather to another.
struct ForecastChange {
    let hasWind: Bool
    let hasSight: Bool
    let hasSky: Bool
    let endsWeather: Bool
    let next: Conditions

    init(from old: Conditions, to next: Conditions) {
        self.next = next
        hasWind = Self.windChanges(old, next)
        let weather = Self.weatherChanges(old, next)
        hasSight = weather || Self.sightChanges(old, next)
        hasSky = Self.skyChanges(old, next) || next.isThunderstorm != old.isThunderstorm
        let fell = old.precipitation != nil || old.isFog || old.hasBlowingSnow
        endsWeather = fell && next.precipitation == nil && !next.isFog && !next.hasBlowingSnow
    }

    /// Whether anything would be written.
    var says: Bool { hasWind || hasSight || hasSky }

    /// Whether a forecaster would say it.
    /// Source: ICAO Annex 3 appendix 5, 1.3 and 2.2.
    static func isMaterial(from old: Conditions, to next: Conditions) -> Bool {
        windChanges(old, next) || sightChanges(old, next) || skyChanges(old, next) || weatherChanges(old, next)
    }

    /// Whether it must be said even where little can be: another flight category, or weather that closes runways.
    static func isGrave(from old: Conditions, to next: Conditions) -> Bool {
        let categories = (old.category, next.category)
        if categories.0 != categories.1, max(categories.0, categories.1) >= .instrument { return true }
        if old.isThunderstorm != next.isThunderstorm || old.hasBlowingSnow != next.hasBlowingSnow { return true }
        return (weight(old) >= 3) != (weight(next) >= 3) || (old.windPermille < 1_000) != (next.windPermille < 1_000)
    }

    /// Whether the wind turns as behind a cold front.
    static func isShift(from old: Conditions, to next: Conditions) -> Bool {
        let turn = (next.windFrom - old.windFrom + 540) % 360 - 180
        return (turn >= 60 || turn <= -60) && max(old.wind, next.wind) >= 12 && min(old.wind, next.wind) > 0
    }

    private static func windChanges(_ old: Conditions, _ next: Conditions) -> Bool {
        let turn = (next.windFrom - old.windFrom + 540) % 360 - 180
        if turn >= 60 || turn <= -60, max(old.wind, next.wind) >= 10, next.wind > 0, old.wind > 0 { return true }
        if abs(old.wind - next.wind) >= 10 { return true }
        return max(old.wind, next.wind) >= 15 && (old.gust > 0) != (next.gust > 0)
            && abs(max(old.gust, old.wind) - max(next.gust, next.wind)) >= 10
    }

    private static func sightChanges(_ old: Conditions, _ next: Conditions) -> Bool {
        sightClass(old.visibility) != sightClass(next.visibility)
    }

    private static func sightClass(_ m: Int) -> Int { [350, 600, 800, 1_500, 3_000, 5_000].count { m >= $0 } }

    private static func skyChanges(_ old: Conditions, _ next: Conditions) -> Bool {
        skyClass(old) != skyClass(next)
    }

    private static func skyClass(_ now: Conditions) -> Int {
        let height = now.ceiling ?? 99_999
        return [100, 200, 500, 1_000, 1_500].count { height >= $0 }
    }

    private static func weatherChanges(_ old: Conditions, _ next: Conditions) -> Bool {
        if old.isThunderstorm != next.isThunderstorm || old.hasBlowingSnow != next.hasBlowingSnow { return true }
        if (old.isFog && old.temperature < 0) != (next.isFog && next.temperature < 0) { return true }
        return weight(old) != weight(next)
    }

    /// Freezing, and moderate or heavy precipitation count.
    private static func weight(_ now: Conditions) -> Int {
        guard let fall = now.precipitation else { return 0 }
        if fall.kind == .freezingRain { return 9 }
        if fall.kind == .drizzle || fall.intensity == .light { return 0 }
        return fall.kind == .snow ? 3 : fall.kind == .sleet ? 2 : 1
    }

    func write(_ text: inout CodeText) {
        if hasWind { text.wind(next, hasSector: false) }
        if next.isCavok, hasSight || hasSky { return text.group("CAVOK") }
        if hasSight {
            text.visibility(next.visibility)
            text.fall(next)
            text.obscuration(next)
            if endsWeather, next.visibility > 5_000 { text.group("NSW") }
        }
        if hasSky, !text.sky(next, hasTowering: false) { text.group("NSC") }
    }
}
