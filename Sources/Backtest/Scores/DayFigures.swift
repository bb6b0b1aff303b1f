import DisruptionCore

/// How a day went for all together.
struct DayFigures: Sendable {
    let date: CalendarDate
    private(set) var legs = 0
    private(set) var cancelled = 0

    /// Fewer than 3 % of the day's legs were cancelled.
    var isOrdinary: Bool { cancelled * 100 < legs * 3 }
    var cancelledShare: Double { Rounding.share(cancelled, of: legs) }

    /// Every flight date, in rising order.
    static func all(_ truth: TruthTable) -> [DayFigures] {
        var days: [CalendarDate: DayFigures] = [:]
        for row in truth.rows {
            days[row.key.date, default: DayFigures(date: row.key.date)].count(row)
        }
        return days.values.sorted { $0.date < $1.date }
    }

    private init(date: CalendarDate) { self.date = date }

    private mutating func count(_ row: LegTruth) {
        legs += 1
        if row.isCancelled { cancelled += 1 }
    }
}

/// One airport on one flight date: what became of its departures.
struct AirportDay: Sendable {
    struct Hour: Sendable {
        var scheduled = 0
        var cancelled = 0
        /// Departed 15 or more minutes late.
        var late = 0
    }

    let airport: AirportCode
    let date: CalendarDate
    let rows: [Int32]
    let cancelled: Int

    var departures: Int { rows.count }
    var cancelledShare: Double { Rounding.share(cancelled, of: rows.count) }

    /// Departures at least, to be shown as an episode.
    static let departuresLeast = 100
    /// Cancelled share at least.
    static let shareLeast = 0.1

    /// Airport-days with many cancellations, the worst first.
    /// - Parameter least: departures.
    static func worst(_ truth: TruthTable, least: Int = departuresLeast, limit: Int) -> [AirportDay] {
        struct Key: Hashable {
            let airport: AirportCode
            let date: CalendarDate
        }
        var counts: [Key: (all: Int, cancelled: Int)] = [:]
        for row in truth.rows {
            let key = Key(airport: row.key.origin, date: row.key.date)
            counts[key, default: (0, 0)].all += 1
            if row.isCancelled { counts[key, default: (0, 0)].cancelled += 1 }
        }
        let chosen = counts.filter {
            $0.value.all >= least && Rounding.share($0.value.cancelled, of: $0.value.all) >= shareLeast
        }.sorted {
            let (a, b) = ($0.value.cancelled * $1.value.all, $1.value.cancelled * $0.value.all)
            if a != b { return a > b }
            return ($0.key.date.days, $0.key.airport.packed) < ($1.key.date.days, $1.key.airport.packed)
        }.prefix(limit)
        var rows: [Key: [Int32]] = [:]
        for entry in chosen { rows[entry.key] = [] }
        for (place, row) in truth.rows.enumerated() {
            rows[Key(airport: row.key.origin, date: row.key.date)]?.append(Int32(place))
        }
        return chosen.map {
            AirportDay(
                airport: $0.key.airport, date: $0.key.date, rows: rows[$0.key] ?? [], cancelled: $0.value.cancelled)
        }
    }

    /// Departures by local hour of the schedule, 0…29: what is due after midnight comes behind 23.
    func hours(_ truth: TruthTable, _ zone: ZoneTable) -> [Hour] {
        var hours = [Hour](repeating: Hour(), count: 30)
        for place in rows {
            let row = truth.rows[Int(place)]
            let local = zone.local(Instant(ms: Int64(row.scheduledDeparture) * 60_000))
            let hour = (Int(local.date.days) - Int(date.days)) * 24 + local.minute / 60
            guard hours.indices.contains(hour) else { continue }
            hours[hour].scheduled += 1
            if row.isCancelled { hours[hour].cancelled += 1 }
            if !row.isCancelled, let delay = row.departureDelay, delay >= 15 { hours[hour].late += 1 }
        }
        return hours
    }

    /// How many of its cancellations were known at an instant.
    func cancellationsKnown(_ truth: TruthTable, at instant: Instant) -> Int {
        let minute = floorDivide(instant.ms, 60_000)
        return rows.count {
            let row = truth.rows[Int($0)]
            return row.isCancelled && Int64(row.cancellationTold) <= minute
        }
    }
}
