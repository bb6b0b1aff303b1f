import DisruptionCore

/// Rows of `HistoryFormat.carrierOnTime`: times are hhmm on the airport's own clock.
///
/// Durations and delays place a time, the clock reading only corrects it: `2400`, an arrival after midnight, a leg over
/// several zones and the nights in which clocks change need no case of their own.
enum LocalRow {
    static func leg(_ cells: inout Cells, airports: AirportDirectory) throws(RowProblem) -> HistoricLeg {
        let identity = try RowIdentity(cells)
        let date = try date(&cells)
        let from = try zone(identity.origin, airports)
        let to = try zone(identity.destination, airports)
        let departure = try scheduledDeparture(cells, date: date, from: from, to: to)
        let arrival = try scheduledArrival(cells, departure: departure, date: date, zone: to)
        var leg = HistoricLeg(
            key: LegKey(flight: identity.flight, date: date, origin: identity.origin),
            destination: identity.destination, tail: identity.tail, scheduledDeparture: departure,
            scheduledArrival: arrival)
        leg.hasTailText = identity.hasTailText
        leg.statedTail = identity.statedTail
        leg.isDiverted = try cells.flag(.diverted) ?? false
        leg.out = try out(cells, scheduled: departure, zone: from)
        leg.arrival = try arrivalTime(cells, leg: leg, zone: to)
        if leg.isDiverted { setDiversion(cells, airports: airports, leg: &leg) }
        try leg.setShared(cells)
        return leg
    }

    private static func date(_ cells: inout Cells) throws(RowProblem) -> CalendarDate {
        if let date = try cells.date(.flightDate) {
            guard date.startUTC.isPlausible else { throw .badValue(.flightDate) }
            return date
        }
        guard let year = try cells.integer(.year), let month = try cells.integer(.month),
            let day = try cells.integer(.dayOfMonth), let date = CalendarDate(year: year, month: month, day: day),
            date.startUTC.isPlausible
        else { throw .badValue(.flightDate) }
        return date
    }

    private static func zone(_ code: AirportCode, _ airports: AirportDirectory) throws(RowProblem) -> ZoneTable {
        guard let zone = airports.zone(of: code) else { throw .unknownAirport(code.description) }
        return zone
    }

    private static func scheduledDeparture(
        _ cells: borrowing Cells, date: CalendarDate, from: ZoneTable, to: ZoneTable
    ) throws(RowProblem) -> Instant {
        guard let reading = try cells.clock(.scheduledDepartureLocal) else { throw .badValue(.scheduledDepartureLocal) }
        let (earlier, later) = from.instants(date, minute: reading)
        guard earlier != later, let block = try cells.integer(.scheduledElapsed),
            let arrival = try cells.clock(.scheduledArrivalLocal)
        else { return earlier }
        // The hour that is shown twice: the one that fits the scheduled arrival.
        return to.local(later.adding(minutes: Int64(block))).minute == arrival % 1440 ? later : earlier
    }

    private static func scheduledArrival(
        _ cells: borrowing Cells, departure: Instant, date: CalendarDate, zone: ZoneTable
    ) throws(RowProblem) -> Instant {
        if let block = try cells.integer(.scheduledElapsed), block > 0 {
            return departure.adding(minutes: Int64(block))
        }
        guard let reading = try cells.clock(.scheduledArrivalLocal) else { throw .badValue(.scheduledArrivalLocal) }
        return firstReading(reading, after: departure, zone: zone)
    }

    private static func out(
        _ cells: borrowing Cells, scheduled: Instant, zone: ZoneTable
    ) throws(RowProblem) -> Instant? {
        let reading = try cells.clock(.departureLocal)
        if let delay = try cells.integer(.departureDelay) {
            return nearestReading(reading, to: scheduled.adding(minutes: Int64(delay)), zone: zone)
        }
        // Without a delay the reading is that of at most 12 h before or after the schedule.
        guard let reading else { return nil }
        return firstReading(reading, after: scheduled.adding(minutes: -721), zone: zone)
    }

    private static func arrivalTime(
        _ cells: borrowing Cells, leg: HistoricLeg, zone: ZoneTable
    ) throws(RowProblem) -> Instant? {
        guard let out = leg.out else { return nil }
        let reading = try cells.clock(.arrivalLocal)
        if leg.isDiverted {
            guard try cells.flag(.reachedDestination) ?? false,
                let delay = try cells.integer(.divertedArrivalDelay)
            else { return nil }
            return nearestReading(reading, to: leg.scheduledArrival.adding(minutes: Int64(delay)), zone: zone)
        }
        if let delay = try cells.integer(.arrivalDelay) {
            return nearestReading(reading, to: leg.scheduledArrival.adding(minutes: Int64(delay)), zone: zone)
        }
        if let block = try cells.integer(.actualElapsed), block > 0 {
            return nearestReading(reading, to: out.adding(minutes: Int64(block)), zone: zone)
        }
        guard let reading else { return nil }
        return firstReading(reading, after: out, zone: zone)
    }

    /// Where it went instead; a diversion that cannot be read is told without a place and a time.
    private static func setDiversion(_ cells: borrowing Cells, airports: AirportDirectory, leg: inout HistoricLeg) {
        guard let code = AirportCode(ascii: cells.text(.divertedTo)) else { return }
        leg.divertedTo = code
        guard let zone = airports.zone(of: code), let out = leg.out,
            let reading = (try? cells.clock(.divertedLandingLocal)).flatMap({ $0 })
        else { return }
        leg.divertedAt = firstReading(reading, after: out, zone: zone)
    }
}

extension LocalRow {
    /// The instant of a clock reading that is nearest to where a delay puts it. Where they are over an hour apart (a
    /// file that contradicts itself) the delay counts, as it does without a reading.
    static func nearestReading(_ reading: Int?, to target: Instant, zone: ZoneTable) -> Instant {
        guard let reading else { return target }
        let local = zone.local(target)
        if local.minute == reading % 1440 { return target }
        var best = target
        var distance = Int64(61 * 60_000)
        for day in -1...1 {
            let pair = zone.instants(CalendarDate(days: local.date.days + Int32(day)), minute: reading % 1440)
            for candidate in [pair.earlier, pair.later] where abs(candidate.ms - target.ms) < distance {
                best = candidate
                distance = abs(candidate.ms - target.ms)
            }
        }
        return best
    }

    /// The first instant after another at which the clock shows a reading.
    static func firstReading(_ reading: Int, after instant: Instant, zone: ZoneTable) -> Instant {
        let date = zone.local(instant).date
        for day in 0...2 {
            let pair = zone.instants(CalendarDate(days: date.days + Int32(day)), minute: reading % 1440)
            if pair.earlier > instant { return pair.earlier }
            if pair.later > instant { return pair.later }
        }
        return instant.adding(minutes: 1)
    }
}
