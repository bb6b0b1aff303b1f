/// Day of the month, hour and minute of a report, UTC.
public struct ReportTime: Hashable, Sendable {
    /// 1…31.
    public let day: UInt8
    /// 0…24; 24 only in periods of forecasts, for midnight at the day's end.
    public let hour: UInt8
    /// 0…59.
    public let minute: UInt8

    /// - Returns: nil where no such time exists.
    public init?(day: Int, hour: Int, minute: Int) {
        guard (1...31).contains(day), (0...24).contains(hour), (0...59).contains(minute), hour < 24 || minute == 0
        else { return nil }
        self.day = UInt8(day)
        self.hour = UInt8(hour)
        self.minute = UInt8(minute)
    }

    /// The last instant with this day and time that is at most `aheadHours` behind the reference.
    ///
    /// A report names no month, so it is of the nearest past one; a bit ahead is allowed for clocks that differ, and so
    /// that a date may serve as reference for all of its day.
    /// - Returns: nil where none of the months before had such a day, or the reference is of no year that a fact has.
    public func last(before reference: Instant, aheadHours: Int = WeatherLimits.aheadHours) -> Instant? {
        let latest = reference.adding(minutes: Int64(aheadHours) * 60)
        // Less than the shortest month back there is no later one.
        if let same = sameMonth(as: latest), same <= latest, latest.ms - same.ms < 28 * 86_400_000 { return same }
        var found: Instant?
        for at in months(around: reference) where at <= latest {
            if found.map({ at > $0 }) ?? true { found = at }
        }
        return found
    }

    /// The instant with this day and time that is nearest to another; the earlier of two.
    public func nearest(to other: Instant) -> Instant? {
        // Within half of the shortest month there is no nearer one.
        if let same = sameMonth(as: other), abs(same.ms - other.ms) < 14 * 86_400_000 { return same }
        var found: Instant?
        for at in months(around: other) {
            if let best = found, abs(best.ms - other.ms) <= abs(at.ms - other.ms) { continue }
            found = at
        }
        return found
    }

    /// The instant in the month of another.
    private func sameMonth(as other: Instant) -> Instant? {
        guard other.isPlausible else { return nil }
        let (year, month, today) = CalendarDate(utc: other).civil
        guard Int(day) <= CalendarDate.length(ofMonth: month, year: year) else { return nil }
        let date = CalendarDate(days: CalendarDate(utc: other).days + Int32(day) - Int32(today))
        return date.startUTC.adding(minutes: Int64(hour) * 60 + Int64(minute))
    }

    /// The candidates of the month of an instant, two months before and one behind.
    private func months(around instant: Instant) -> ShortList<4, Instant> {
        var found = ShortList<4, Instant>()
        guard instant.isPlausible else { return found }
        let (year, month, _) = CalendarDate(utc: instant).civil
        for shift in -2...1 {
            let count = year * 12 + month - 1 + shift
            if let date = CalendarDate(year: count / 12, month: count % 12 + 1, day: Int(day)) {
                _ = found.append(date.startUTC.adding(minutes: Int64(hour) * 60 + Int64(minute)))
            }
        }
        return found
    }
}
