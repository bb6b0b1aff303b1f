/// One airport: the demand that its legs make, expected and settled, its capacity, its congestion and its last weather.
struct AirportState: ~Copyable {
    let code: AirportCode
    var reports = StationReports()
    var expected = ExpectedDemand()
    var settled = SettledDemand()
    var service = ServiceRate()
    var congestion: AirportCongestionDays
    /// Place in the list of airports that this record touched, -1 when untouched.
    var touched: Int32 = -1

    init(code: AirportCode) {
        self.code = code
        congestion = AirportCongestionDays(airport: code)
    }

    /// Whether what is expected, or what was told of it, may have to be told: quick to say no.
    func mayBeCongested(now: QuarterHour, settings: EngineSettings) -> Bool {
        if congestion.days.contains(where: { $0.episode.isOpen }) { return true }
        if expected.isEmpty { return false }
        if expected.cancelled > 0, AirportCongestionOutlook.mayBeCancelled(expected, now: now, settings: settings) {
            return true
        }
        guard let capacity = service.perHour else { return false }
        return AirportCongestionQueue.reaches(
            (settings[.congestionDepartures] + 1) / 2, expected, capacity: capacity, now: now)
    }

    /// Settles all bins up to `last`, in order.
    /// - Returns: whether anything settled that may have to be told.
    mutating func settle(through last: QuarterHour, settings: EngineSettings, day: (Instant) -> CalendarDate) -> Bool {
        var bin = settled.next
        guard !bin.isNone, bin <= last else { return false }
        let window = Int32(truncatingIfNeeded: settings[.congestionWindowMinutes] / 15)
        var isWorthALook = false
        while bin <= last {
            if settled.isQuiet(from: bin), congestion.isAtRest {
                settled.skip(to: last)
                break
            }
            settled.settle(bin)
            if settled[bin].arrived > 0 { expected.arrive(in: bin) }
            var figures = AirportCongestionFigures()
            (figures.due, figures.cancelled) = settled.departures(upTo: bin, bins: window)
            figures.movements = settled.movements(upTo: bin)
            figures.backlog = max(0, settled.backlog)
            service.learn(figures.movements, at: bin)
            figures.capacity = service.perHour
            let wasOpen = congestion.isOpen
            congestion.settle(bin, figures, settings: settings, day: day)
            isWorthALook = isWorthALook || wasOpen || congestion.isOpen
            bin = bin + 1
        }
        return isWorthALook
    }
}

extension AirportState: Keyed {
    var tableKey: (high: UInt64, low: UInt64) { (code.packed, 0) }
}
