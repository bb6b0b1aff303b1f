/// When a passenger may be told something: not twice within minutes unless it got worse, and not at night unless it is
/// urgent or the flight leaves soon.
struct NotificationRules {
    /// The least delay that is told, minutes.
    let delayMinutes: Int64
    let tellsBoarding: Bool
    private let repeatMinutes: Int64
    /// Minutes of the day on the clock where the flight leaves; equal where no hours are quiet.
    private let quietFrom: Int
    private let quietUntil: Int
    private let quietDepartureMinutes: Int64

    init(_ settings: EngineSettings) {
        delayMinutes = settings[.notificationDelayMinutes]
        tellsBoarding = settings[.notificationBoarding] == 1
        repeatMinutes = settings[.notificationRepeatMinutes]
        quietFrom = Int(settings[.notificationQuietFromHour]) * 60
        quietUntil = Int(settings[.notificationQuietUntilHour]) * 60
        quietDepartureMinutes = settings[.notificationQuietDepartureMinutes]
    }

    /// From when on something may be said.
    /// - Parameters:
    ///   - told: what was said last, and when.
    ///   - now: event time.
    ///   - departure: of the flight by its schedule.
    ///   - zone: of the airport that it leaves.
    func earliest(
        _ new: Statement, told: (statement: Statement, at: Instant), now: Instant, departure: Instant?, zone: ZoneTable
    ) -> Instant {
        var earliest = now
        if told.at != .distantPast, !new.isWorse(than: told.statement) {
            earliest = max(earliest, told.at.adding(minutes: repeatMinutes))
        }
        if new.urgency(told: told.statement) == .high { return earliest }
        return afterQuietHours(earliest, departure: departure, zone: zone)
    }

    private func afterQuietHours(_ instant: Instant, departure: Instant?, zone: ZoneTable) -> Instant {
        let (date, minute) = zone.local(instant)
        let isOverMidnight = quietFrom > quietUntil
        let isLate = minute >= quietFrom
        let isQuiet = isOverMidnight ? isLate || minute < quietUntil : isLate && minute < quietUntil
        guard isQuiet else { return instant }
        let morning = isOverMidnight && isLate ? CalendarDate(days: date.days + 1) : date
        let end = zone.instant(morning, minute: quietUntil)
        guard let departure else { return max(instant, end) }
        return max(instant, min(end, departure.adding(minutes: -quietDepartureMinutes)))
    }
}
