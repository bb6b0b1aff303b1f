/// The UTC offsets of one time zone as a list of instants from which each holds; answers by binary search.
///
/// A table is data: where it comes from (the system's tzdata) and how far its last rule is spelled out is its maker's
/// business. After the last entry the last offset holds.
public struct ZoneTable: Sendable, Equatable {
    /// What holds from an instant on.
    public struct Period: Sendable, Equatable {
        /// Seconds since 1970-01-01T00:00:00Z from which it holds; `Int64.min` in the first.
        public let start: Int64
        /// Seconds to add to UTC for local time, east positive.
        public let offset: Int32
        /// Whether it is daylight-saving time by the zone's own reckoning.
        public let isDaylight: Bool
        /// The abbreviation (`CST`, `-03`), at most eight ASCII bytes, first in the lowest byte.
        public let abbreviation: UInt64

        public init(start: Int64, offset: Int32, isDaylight: Bool, abbreviation: UInt64) {
            self.start = start
            self.offset = offset
            self.isDaylight = isDaylight
            self.abbreviation = abbreviation
        }
    }

    /// The zone's name in the tz database, e.g. `America/Chicago`.
    public let name: String
    /// Never empty; starts rise.
    public let periods: [Period]

    /// - Parameter periods: at least one, in rising order; the first is taken to hold since ever.
    /// - Returns: nil when the order is wrong, the list is empty or an offset is beyond ±26 h.
    public init?(name: String, periods: [Period]) {
        guard let first = periods.first else { return nil }
        for period in periods where abs(Int(period.offset)) > 26 * 3600 { return nil }
        for at in periods.indices.dropFirst() where periods[at].start <= periods[at - 1].start { return nil }
        var list = periods
        list[0] = Period(
            start: .min, offset: first.offset, isDaylight: first.isDaylight, abbreviation: first.abbreviation)
        self.name = name
        self.periods = list
    }

    /// Universal time, for where no zone is known.
    public static let utc = ZoneTable(name: "UTC")

    private init(name: String) {
        self.name = name
        periods = [Period(start: .min, offset: 0, isDaylight: false, abbreviation: 0x43_5455)]
    }

    /// The period that holds at an instant.
    public func period(at instant: Instant) -> Period {
        let seconds = floorDivide(instant.ms, 1000)
        var low = 0
        var high = periods.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if periods[middle].start <= seconds { low = middle } else { high = middle }
        }
        return periods[low]
    }

    /// Seconds to add to UTC for local time at an instant, east positive.
    public func offset(at instant: Instant) -> Int32 { period(at: instant).offset }

    /// The abbreviation in force at an instant, e.g. `CDT`; `-03` and the like where the zone has no letters.
    public func abbreviation(at instant: Instant) -> String {
        var rest = period(at: instant).abbreviation
        var text = ""
        while rest != 0 {
            text.unicodeScalars.append(Unicode.Scalar(UInt8(rest & 0xFF)))
            rest >>= 8
        }
        return text
    }

    /// Local date and minute of the day (0…1439) at an instant.
    public func local(_ instant: Instant) -> (date: CalendarDate, minute: Int) {
        let shifted = instant.adding(ms: Int64(offset(at: instant)) * 1000)
        let date = CalendarDate(utc: shifted)
        return (date, Int(floorDivide(shifted.ms - date.startUTC.ms, 60_000)))
    }
}

extension ZoneTable {
    /// The instant of a local clock reading.
    ///
    /// A reading that the clocks skip in spring is taken by the offset before the change, so 02:30 is 03:30; one that
    /// they show twice in autumn is the first. Source: RFC 5545, 3.3.5 (local time).
    /// - Parameter minute: minutes after 00:00 of the date on the wall clock; 1440 (24:00) is 00:00 of the next day.
    public func instant(_ date: CalendarDate, minute: Int) -> Instant { instants(date, minute: minute).earlier }

    /// Both instants of a local clock reading: equal but for the hour that is shown twice.
    public func instants(_ date: CalendarDate, minute: Int) -> (earlier: Instant, later: Instant) {
        let naive = date.startUTC.adding(minutes: Int64(minute))
        // Offsets a day before and after bracket any single change near the reading.
        let before = offset(at: naive.adding(ms: -93_600_000))
        let after = offset(at: naive.adding(ms: 93_600_000))
        let byBefore = naive.adding(ms: -Int64(before) * 1000)
        let byAfter = naive.adding(ms: -Int64(after) * 1000)
        let beforeHolds = offset(at: byBefore) == before
        let afterHolds = offset(at: byAfter) == after
        if beforeHolds && afterHolds { return (min(byBefore, byAfter), max(byBefore, byAfter)) }
        if afterHolds { return (byAfter, byAfter) }
        return (byBefore, byBefore)
    }
}
