import DisruptionCore

/// Keeps leg names unique: a row that says the same leg again is dropped; another leg under the same number, date and
/// origin gets the next attempt (`#2`).
///
/// Takes legs in the order in which they are told, so rows of one leg follow each other. Names are remembered by date
/// for `daysKept` days of scheduled departures.
struct DuplicateFilter {
    /// Two legs of one name depart within a day of each other, but for files that are wrong.
    private static let daysKept: Int32 = 3

    private var last: HistoricLeg?
    private var attempts: [Int32: [LegKey: UInt8]] = [:]
    private var pruned = Int32.min
    /// Rows dropped.
    private(set) var dropped = 0

    /// - Returns: nil for a duplicate.
    mutating func unique(_ leg: HistoricLeg) -> HistoricLeg? {
        if let last, last.key == leg.key, last.destination == leg.destination,
            last.scheduledDeparture == leg.scheduledDeparture
        {
            dropped += 1
            return nil
        }
        last = leg
        prune(CalendarDate(utc: leg.scheduledDeparture).days)
        let attempt = count(leg.key)
        guard attempt > 1 else { return leg }
        guard attempt <= 99 else {
            dropped += 1
            return nil
        }
        var renamed = leg
        renamed.key = LegKey(flight: leg.key.flight, date: leg.key.date, origin: leg.key.origin, attempt: Int(attempt))
        return renamed
    }

    /// How often a name has come, this time included; at most 100.
    private mutating func count(_ key: LegKey) -> UInt8 {
        func raise(_ value: inout UInt8) -> UInt8 {
            value = min(value + 1, 100)
            return value
        }
        return raise(&attempts[key.date.days, default: [:]][key, default: 0])
    }

    private mutating func prune(_ today: Int32) {
        guard today > pruned else { return }
        pruned = today
        attempts = attempts.filter { $0.key >= today - DuplicateFilter.daysKept }
    }
}
