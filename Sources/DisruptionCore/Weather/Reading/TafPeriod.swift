/// The begin and end of a forecast or of a change, as days of the month and hours.
struct TafPeriod {
    let from: ReportTime
    let until: ReportTime
    /// The end names no day: it is within a day of the begin.
    private var hasOneDay = false

    /// `1806/1912`, `0900/1024`; `180624` and `181212` as codes before 2008 have it, with one day for both.
    init?(_ group: Group) {
        if group.count == 9, group.isSlash(4) {
            guard let day = group.number(0, 2), let hour = group.number(2, 2), let lastDay = group.number(5, 2),
                let lastHour = group.number(7, 2), let from = ReportTime(day: day, hour: hour, minute: 0),
                let until = ReportTime(day: lastDay, hour: lastHour, minute: 0)
            else { return nil }
            self.from = from
            self.until = until
            return
        }
        guard group.count == 6, let day = group.number(0, 2), let hour = group.number(2, 2),
            let lastHour = group.number(4, 2), let from = ReportTime(day: day, hour: hour, minute: 0), hour < 24
        else { return nil }
        guard let until = ReportTime(day: day, hour: lastHour, minute: 0) else { return nil }
        self.from = from
        self.until = until
        hasOneDay = true
    }

    /// The period as instants.
    /// - Parameter other: an instant within or near it.
    /// - Returns: nil where the days are none of the months around, or the end is not behind the begin.
    func instants(near other: Instant) -> (from: Instant, until: Instant)? {
        guard let from = from.nearest(to: other) else { return nil }
        var end = until.nearest(to: from)
        if hasOneDay, let same = end, same <= from { end = same.adding(minutes: 24 * 60) }
        guard let end, end > from, end.minutes(since: from) <= WeatherLimits.validityHours * 60 else { return nil }
        return (from, end)
    }

    static func hasForm(_ group: Group) -> Bool {
        group.count == 9 && group.digits(0) == 4 && group.isSlash(4) && group.digits(5) == 4
            || group.count == 6 && group.digits(0) == 6
    }
}
