/// A calendar date without a zone: days since 1970-01-01 in the proleptic Gregorian calendar.
public struct CalendarDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; 0…65,535 where it is part of a packed key.
    public var days: Int32

    @inlinable public init(days: Int32) { self.days = days }

    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    /// - Parameters: year 1…9999, month 1…12, day 1…31.
    /// - Returns: nil where no such day exists.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        guard day <= CalendarDate.length(ofMonth: month, year: year) else { return nil }
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        days = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Days in a month, 28…31.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The date that an instant falls on in UTC.
    @inlinable public init(utc instant: Instant) { days = Int32(clamping: floorDivide(instant.ms, 86_400_000)) }

    /// 00:00 UTC of the date.
    @inlinable public var startUTC: Instant { Instant(ms: Int64(days) * 86_400_000) }

    /// Source: Howard Hinnant, civil_from_days.
    public var civil: (year: Int, month: Int, day: Int) {
        let z = Int(days) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let m = (5 * dayOfYear + 2) / 153
        let month = m < 10 ? m + 3 : m - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
    }

    /// Saturday or Sunday; 1970-01-01 was a Thursday.
    @inlinable public var isWeekend: Bool {
        let weekday = (Int64(days) + 3) % 7
        return (weekday < 0 ? weekday + 7 : weekday) >= 5
    }

    @inlinable public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.days < b.days }
}
