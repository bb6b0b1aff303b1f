/// What an airport's departures or arrivals are compared with, and what was told of them.
struct SeasonalWatch {
    let subject: Subject
    var delays = MovementDelays()
    var usual = UsualDelays()
    var episodes: SeasonalDeviation.Episodes

    init(_ airport: AirportCode, _ direction: MovementDirection) {
        subject = .direction(airport, direction)
        episodes = SeasonalDeviation.Episodes(.seasonalDeviation, subject)
    }

    /// Forgets what was told of it, and what of it would be.
    mutating func forgetEpisodes() {
        if episodes.days.isEmpty, delays.isEmpty { return }
        episodes = SeasonalDeviation.Episodes(.seasonalDeviation, subject)
        delays = MovementDelays()
    }

    /// A bin that settles changes nothing.
    var isAtRest: Bool { delays.isEmpty && episodes.isAtRest }

    /// Settles the next bin.
    /// - Parameters:
    ///   - zone: of the airport.
    ///   - learned: what history teaches.
    ///   - day: the operating day of an instant.
    /// - Returns: whether there may be something to tell.
    mutating func settle(
        _ bin: QuarterHour, zone: ZoneTable, _ settings: EngineSettings, _ learned: LearnedTables,
        day: (Instant) -> CalendarDate
    ) -> Bool {
        if isAtRest { return false }
        let (count, median) = delays.hour(upTo: bin)
        let wasOpen = episodes.isOpen
        let dwell = Int(settings[.seasonalDwellBins])
        let isFullHour = bin.end.ms % 3_600_000 == 0
        if count == 0 {
            episodes.settle(
                bin, SettledVerdict(), SeasonalDeviation.Figures(movements: 0, median: 0, usual: UsualDelays.unlearned),
                dwell: dwell, day: day)
            return wasOpen
        }
        // A median below what opens at all needs no comparison.
        let mayMatter = wasOpen || Int64(median) >= settings[.seasonalMinutes] / 2 || !episodes.isAtRest
        if mayMatter || isFullHour {
            let local = zone.local(bin.start)
            let isWeekend = local.date.isWeekend
            let subject = subject
            if mayMatter {
                let figures = SeasonalDeviation.Figures(
                    movements: count, median: median,
                    usual: usual.usual(
                        hour: local.minute / 60, isWeekend: isWeekend, at: bin,
                        learned: learned.usual(subject, hour: local.minute / 60, isWeekend: isWeekend)))
                episodes.settle(
                    bin, SeasonalDeviation.verdict(figures, settings), figures, dwell: dwell, day: day)
            }
            if isFullHour, count >= UsualDelays.movementsAtLeast {
                usual.learn(median, hour: local.minute / 60, isWeekend: isWeekend, at: bin)
            }
        }
        return wasOpen || episodes.isOpen
    }
}

extension LearnedTables {
    /// What history teaches of an hour of an airport's departures or arrivals.
    fileprivate func usual(_ subject: Subject, hour: Int, isWeekend: Bool) -> UsualDelays.Usual? {
        guard case .direction(let airport, let direction) = subject else { return nil }
        return usual(airport, isArrival: direction == .arrivals, hour: hour, isWeekend: isWeekend)
    }
}

extension SeasonalWatch {
    func encodeSnapshot(into writer: inout ByteWriter) {
        delays.encodeSnapshot(into: &writer)
        usual.encodeSnapshot(into: &writer)
        episodes.encodeSnapshot(into: &writer)
    }

    init(_ airport: AirportCode, _ direction: MovementDirection, restoring reader: inout SnapshotReader) {
        self.init(airport, direction)
        delays = MovementDelays(restoring: &reader)
        usual = UsualDelays(restoring: &reader)
        episodes = SeasonalDeviation.Episodes(.seasonalDeviation, subject, restoring: &reader)
    }
}
