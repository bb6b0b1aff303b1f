/// One airport: the demand that its legs make, expected and settled, its capacity, its congestion and its last weather.
struct AirportState: ~Copyable {
    let code: AirportCode
    var reports = StationReports()
    var expected = ExpectedDemand()
    var settled = SettledDemand()
    var carriers = CarrierDepartures()
    var service = ServiceRate()
    var weatherCapacity = WeatherCapacity()
    var congestion: AirportCongestion.Episodes
    /// Place in the list of airports that this record touched, -1 when untouched.
    var touched: Int32 = -1
    var departures: SeasonalWatch
    var arrivals: SeasonalWatch
    var weather: WeatherImpact.Episodes
    var drift = AirportDrift()
    var flown = FlownTimes()
    /// Minutes from off-block to take-off.
    var taxis = MovementDelays()
    var children = AirportChildren()
    /// Late aircraft, for the network.
    var turns = LateTurns()
    /// What the network told of it.
    var network = NetworkStory()

    init(code: AirportCode) {
        self.code = code
        departures = SeasonalWatch(code, .departures)
        arrivals = SeasonalWatch(code, .arrivals)
        weather = WeatherImpact.Episodes(.weatherImpact, .airport(code))
        congestion = AirportCongestion.Episodes(.airportCongestion, .airport(code))
    }

    /// Whether what is expected, or what was told of it, may have to be told: quick to say no.
    func mayBeCongested(now: QuarterHour, settings: EngineSettings, learned: LearnedTables) -> Bool {
        if congestion.days.contains(where: { $0.episode.isOpen }) || !reports.programs.isEmpty { return true }
        if weather.days.contains(where: { $0.episode.isOpen }) || !reports.weather.isEmpty { return true }
        if expected.isEmpty { return false }
        if expected.cancelled > 0, AirportCongestionOutlook.mayBeCancelled(expected, now: now, settings: settings) {
            return true
        }
        guard let capacity = ratePerHour(learned) else { return false }
        return AirportCongestionQueue.reaches(
            (settings[.congestionDepartures] + 1) / 2, expected, capacity: capacity, now: now)
    }

    /// Settles all bins up to `last`, in order.
    /// - Returns: whether anything settled that may have to be told.
    mutating func settle(
        through last: QuarterHour, zone: ZoneTable, settings: EngineSettings, learned: LearnedTables,
        telling peers: inout [(carrier: CarrierCode, figures: PeerFigures)], _ news: inout NetworkNews,
        day: (Instant) -> CalendarDate
    ) -> Bool {
        var bin = settled.next
        guard !bin.isNone, bin <= last else { return false }
        let window = Int32(truncatingIfNeeded: settings[.congestionWindowMinutes] / 15)
        var isWorthALook = false
        forgetSwitchedOff(settings)
        while bin <= last {
            if settled.isQuiet(from: bin), congestion.isAtRest, carriers.isEmpty, departures.isAtRest,
                arrivals.isAtRest,
                weather.isAtRest, taxis.isEmpty
            {
                settled.skip(to: last)
                turns = LateTurns()
                break
            }
            settled.settle(bin)
            if settled[bin].arrived > 0 { expected.arrive(in: bin) }
            if settings[.airlineEnabled] == 1 {
                carriers.settle(bin)
                comparePeers(bin, settings, &peers)
            }
            if settings[.seasonalEnabled] == 1 {
                let isLeaving = departures.settle(bin, zone: zone, settings, learned, day: day)
                let isComing = arrivals.settle(bin, zone: zone, settings, learned, day: day)
                isWorthALook = isWorthALook || isLeaving || isComing
            }
            var figures = AirportCongestionFigures()
            (figures.due, figures.cancelled) = settled.departures(upTo: bin, bins: window)
            figures.movements = settled.movements(upTo: bin)
            figures.backlog = max(0, settled.backlog)
            service.learn(figures.movements, at: bin)
            let programs = reports.programs.inForce(in: bin, before: Settling(settings).instant(of: bin))
            let observed = reports.weather.inForce(at: bin, before: Settling(settings).instant(of: bin))
            figures.program = programs.first?.kind
            addTaxi(to: &figures, bin, settings, learned)
            weatherCapacity.learn(
                figures.movements, kappa: observed.map { Int32($0.kappa) } ?? 100, isPressed: figures.backlog > 0,
                at: bin)
            figures.capacity = capacity(under: programs, kappa: observed.map { Int32($0.kappa) } ?? 100, learned)
            if settings[.weatherEnabled] == 1 {
                isWorthALook = settleWeather(bin, observed, settings, day: day) || isWorthALook
            }
            if settings[.congestionEnabled] == 1 {
                let wasOpen = congestion.isOpen
                congestion.settle(
                    bin, AirportCongestionVerdict(figures, settings).settled, figures,
                    dwell: Int(settings[.congestionDwellBins]), day: day)
                isWorthALook = isWorthALook || wasOpen || congestion.isOpen
            }
            if settings[.networkEnabled] == 1 { tellNetwork(bin, &news) }
            bin = bin + 1
        }
        return isWorthALook
    }
}

extension AirportState {
    /// Forgets what detectors found that are switched off: it is no trouble and no cause of anything any more.
    private mutating func forgetSwitchedOff(_ settings: EngineSettings) {
        if settings[.weatherEnabled] != 1, !weather.days.isEmpty {
            weather = WeatherImpact.Episodes(.weatherImpact, .airport(code))
        }
        if settings[.congestionEnabled] != 1, !congestion.days.isEmpty || !taxis.isEmpty {
            taxis = MovementDelays()
            congestion = AirportCongestion.Episodes(.airportCongestion, .airport(code))
        }
        if settings[.seasonalEnabled] != 1 {
            departures.forgetEpisodes()
            arrivals.forgetEpisodes()
        }
        if settings[.networkEnabled] != 1, !turns.isEmpty { turns = LateTurns() }
    }

    /// Adds what take-offs of the hour needed beyond the taxi time that nothing impedes, where enough are known.
    private mutating func addTaxi(
        to figures: inout AirportCongestionFigures, _ bin: QuarterHour, _ settings: EngineSettings,
        _ learned: LearnedTables
    ) {
        if taxis.isEmpty { return }
        let (count, median) = taxis.hour(upTo: bin)
        guard Int64(count) >= settings[.congestionDepartures] else { return }
        let known = flown.unimpededTaxi(for: CalendarDate(utc: bin.start).days)
        guard let unimpeded = known ?? learned.unimpededTaxi(code, isIn: false).map({ $0 / 1000 }) else { return }
        figures.takeoffs = count
        figures.additionalTaxi = max(0, median - unimpeded)
    }

    /// What settled bins have said of it.
    var story: AirportStory { AirportStory(weather, congestion, network) }

    mutating func forgetChildren(until watermark: Instant) {
        if !children.isEmpty { children.forget(until: watermark, story) }
    }

    /// Settled bins have said something that a cascade may be a part of.
    var isInAStory: Bool {
        congestion.days.contains { $0.settled != nil } || weather.days.contains { $0.settled != nil }
    }

    /// Movements an hour that the airport's own busiest hours have reached; until enough of them are known, those that
    /// history teaches.
    private func ratePerHour(_ learned: LearnedTables) -> Int32? { service.perHour ?? learned.capacity(code) }

    /// Movements an hour: the rate that was reached, in such weather if that is known, else by what the default factors
    /// leave of it, and no more than twice the landings that programs let in. At least one, for it divides.
    /// - Parameter kappa: what the weather leaves, 0…100.
    func capacity(under programs: [AirportProgram], kappa: Int32, _ learned: LearnedTables) -> Int32? {
        let admitted = programs.compactMap(\.ratePerHour).min().map { max(1, $0 * 2) }
        guard let reached = ratePerHour(learned) else { return admitted }
        let left = max(1, min(reached, weatherCapacity.perHour(kappa: kappa) ?? reached * kappa / 100))
        return min(left, admitted ?? left)
    }

    /// Peers of whom less is worth telling: two flights are chance.
    private static let peersAtLeast: Int32 = 3

    /// Says for each airline of the window how the others fare, where they fare worse than usual.
    private func comparePeers(
        _ bin: QuarterHour, _ settings: EngineSettings,
        _ peers: inout [(carrier: CarrierCode, figures: PeerFigures)]
    ) {
        let window = carriers.window
        if window.count < 2 { return }
        var all = CarrierDepartures.Counts()
        for row in window { all += row.counts }
        let cause = isInAStory ? story.inForce(at: bin) : nil
        for row in window {
            var figures = PeerFigures(
                airport: code, bin: bin, outbound: all.outbound - row.counts.outbound,
                inbound: all.inbound - row.counts.inbound)
            figures.cause = cause
            if isWorse(figures.outbound, settings) || isWorse(figures.inbound, settings) {
                peers.append((row.key, figures))
            }
        }
    }

    private func isWorse(_ share: PeerFigures.Share, _ settings: EngineSettings) -> Bool {
        guard share.flights >= AirportState.peersAtLeast else { return false }
        let (flights, cancelled) = (Int64(share.flights), Int64(share.cancelled) * 1000)
        return (Int64(share.late) * 1000 + cancelled) >= settings[.airlineUsualPermille] * flights
            || cancelled >= AirlineDisruption.usualCancelled * flights
    }
}

extension AirportState: Keyed {
    var tableKey: (high: UInt64, low: UInt64) { (code.packed, 0) }
}
