import DisruptionCore

/// The rule for years after the last transition of a time zone file: a POSIX TZ string with the extensions of RFC 8536
/// 3.3.1 (`<+03>-3`, hours from −167 to 167).
struct ZoneRule {
    /// A day of the year and a time on that day.
    struct Moment {
        enum Day {
            /// `Mm.w.d`: weekday d (0 Sunday) of week w (5 the last) of month m.
            case weekday(month: Int, week: Int, day: Int)
            /// `Jn`: day 1…365, 29 February never counted.
            case julian(Int)
            /// `n`: day 0…365, 29 February counted.
            case zeroBased(Int)
        }

        let day: Day
        /// Seconds after 00:00 of the day on the clock that is running out.
        let seconds: Int64

        /// Days since 1970-01-01 of the day in a year.
        func date(in year: Int) -> Int32? {
            switch day {
            case .weekday(let month, let week, let day):
                guard let first = CalendarDate(year: year, month: month, day: 1) else { return nil }
                // 1970-01-01 was a Thursday, 4.
                let weekday = Int((first.days % 7 + 11) % 7)
                var number = (day - weekday + 7) % 7 + 1 + 7 * (week - 1)
                if number > CalendarDate.length(ofMonth: month, year: year) { number -= 7 }
                return first.days + Int32(number - 1)
            case .julian(let number):
                guard let first = CalendarDate(year: year, month: 1, day: 1) else { return nil }
                let leap = CalendarDate.length(ofMonth: 2, year: year) == 29 && number >= 60
                return first.days + Int32(number - 1 + (leap ? 1 : 0))
            case .zeroBased(let number):
                return CalendarDate(year: year, month: 1, day: 1).map { $0.days + Int32(number) }
            }
        }
    }

    /// Standard time.
    let standard: TZif.LocalType
    /// Daylight-saving time with its begin and end; nil where there is none.
    let daylight: (type: TZif.LocalType, begins: Moment, ends: Moment)?

    /// The changes of a year in rising order.
    func changes(in year: Int) -> [ZoneTable.Period] {
        guard let daylight, let on = daylight.begins.date(in: year), let off = daylight.ends.date(in: year) else {
            return []
        }
        let begin = Int64(on) * 86_400 + daylight.begins.seconds - Int64(standard.offset)
        let end = Int64(off) * 86_400 + daylight.ends.seconds - Int64(daylight.type.offset)
        let starts = daylight.type.period(from: begin)
        let stops = standard.period(from: end)
        return begin < end ? [starts, stops] : [stops, starts]
    }

    init?(_ text: [UInt8]) {
        var scanner = ZoneRuleScanner(text)
        guard let name = scanner.name(), let west = scanner.time(hoursMax: 24) else { return nil }
        standard = TZif.LocalType(offset: Int32(-west), isDaylight: false, abbreviation: name)
        if scanner.isAtEnd {
            daylight = nil
            return
        }
        guard let summer = scanner.name() else { return nil }
        var summerWest = west - 3600
        if !scanner.next(is: 0x2C) {
            guard let given = scanner.time(hoursMax: 24) else { return nil }
            summerWest = given
        }
        guard scanner.take(0x2C), let begins = scanner.moment() else { return nil }
        guard scanner.take(0x2C), let ends = scanner.moment(), scanner.isAtEnd else { return nil }
        let type = TZif.LocalType(offset: Int32(-summerWest), isDaylight: true, abbreviation: summer)
        daylight = (type, begins, ends)
    }
}
