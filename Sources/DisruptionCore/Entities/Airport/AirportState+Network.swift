/// What the airports of a partition tell the network when bins settle.
struct NetworkNews {
    /// The last bin of which was told before: what an airport settles behind it, for it was told late of its first
    /// legs, is not told.
    var after = QuarterHour.none
    var standings: [AirportStanding] = []
    /// In the order of bins.
    private(set) var totals: ContiguousArray<DepartureTotals> = []

    /// Adds what an airport counts in a bin.
    mutating func add(_ counts: DepartureTotals) {
        if counts.isZero { return }
        let at = totals.firstPlace { $0.bin >= counts.bin }
        if at < totals.count, totals[at].bin == counts.bin {
            totals[at].add(counts)
        } else {
            totals.insert(counts, at: at)
        }
    }

    mutating func removeAll() {
        standings.removeAll(keepingCapacity: true)
        totals.removeAll(keepingCapacity: true)
    }
}

extension AirportState {
    /// Bins over which the network looks at departures and at what late aircraft pass on: three hours.
    static let networkBins: Int32 = 12

    /// Says how the airport stands at the end of a bin that settled, after all of its detectors.
    mutating func tellNetwork(_ bin: QuarterHour, _ news: inout NetworkNews) {
        let links = turns.settle(bin)
        guard news.after.isNone || bin > news.after else { return }
        let counts = settled[bin]
        news.add(
            DepartureTotals(
                bin: bin, due: counts.planned, departed: counts.departed, late: counts.late, cancelled: counts.struck))
        var trouble: AirportStanding.Trouble = []
        if weather.isOpen { trouble.insert(.weather) }
        if congestion.isOpen { trouble.insert(.congestion) }
        if departures.episodes.isExceeded || arrivals.episodes.isExceeded { trouble.insert(.lateness) }
        if trouble.isEmpty, links.isEmpty { return }
        var due: Int32 = 0
        for back in 0..<AirportState.networkBins { due &+= settled[bin + -back].planned }
        news.standings.append(
            AirportStanding(airport: code, bin: bin, trouble: trouble, departures: due, links: links))
    }
}
