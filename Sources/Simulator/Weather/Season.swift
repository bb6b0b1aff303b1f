/// Where in the year and the day an instant lies.
struct Season: Sendable {
    /// Days since 1 January, 0..<365.25.
    let dayOfYear: Double
    /// 1 in the middle of January, 0 in the middle of July.
    let winter: Double

    /// Counted in mean years from 1970, so that a date is off by a day at most.
    init(minute: Int) {
        let years = Double(minute) / (365.2425 * 1_440)
        let whole = Double(Int(years + 4_000) - 4_000)
        dayOfYear = (years - whole) * 365.2425
        let away = dayOfYear < 15 ? dayOfYear + 350 : dayOfYear - 15
        let half = away < 182.5 ? away / 182.5 : (365 - away) / 182.5
        winter = 1 - fade(half)
    }

    /// Hours from the sun's highest to its setting, about: 6 at the equator; 4.0 to 8.0 at 50 N.
    func halfDay(latitude: Double) -> Double {
        6 + (0.5 - winter) * min(max(latitude, -60), 60) * 0.084
    }

    /// −0.5 at the coldest (5:30 of the sun), 0.5 at 15:00.
    static func warmth(solarHour: Double) -> Double {
        let hour = solarHour < 5.5 ? solarHour + 24 : solarHour
        return hour < 15 ? fade((hour - 5.5) / 9.5) - 0.5 : 0.5 - fade((hour - 15) / 14.5)
    }
}
