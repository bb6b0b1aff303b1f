extension AirportState {
    /// Bins ahead of the one under way that an outlook looks at, and behind a settled one: four hours.
    static let weatherBins: Int32 = 16
    /// Bins for which an observation is taken to hold on where nothing is forecast: an hour.
    private static let persistenceBins: Int32 = 4

    /// Settles a bin's weather.
    /// - Returns: whether there may be something to tell.
    mutating func settleWeather(
        _ bin: QuarterHour, _ observed: StationWeather?, _ settings: EngineSettings, day: (Instant) -> CalendarDate
    ) -> Bool {
        if observed == nil, weather.isAtRest { return false }
        let wasOpen = weather.isOpen
        var figures = WeatherImpact.Figures()
        if let observed {
            figures = WeatherImpact.Figures(observed)
            figures.exposed = settled.flights(upTo: bin, bins: AirportState.weatherBins)
        }
        weather.settle(
            bin, WeatherImpact.verdict(figures, settings), figures, dwell: Int(settings[.weatherDwellBins]), day: day)
        return wasOpen || weather.isOpen
    }

    /// What is expected of a bin ahead of the one under way: of that by the last observation, then by the forecast, or
    /// by the observation for an hour where there is none.
    private func weatherExpected(in bin: QuarterHour, now: QuarterHour, _ observed: StationWeather?)
        -> WeatherImpact.Figures
    {
        if bin <= now, let observed { return WeatherImpact.Figures(observed) }
        if let forecast = reports.weather.expected(in: bin) { return WeatherImpact.Figures(forecast) }
        if bin - now <= AirportState.persistenceBins, let observed { return WeatherImpact.Figures(observed) }
        return WeatherImpact.Figures()
    }

    /// Movements an hour in the bin under way and in each of the four hours ahead, by the weather that is expected and
    /// the programs that will be in force.
    func capacityAhead(now: QuarterHour, _ learned: LearnedTables) -> [Int32?] {
        let count = Int(AirportCongestionOutlook.aheadBins) + 1
        if reports.weather.isEmpty, reports.programs.isEmpty {
            return Array(repeating: capacity(under: [], kappa: 100, learned), count: count)
        }
        let observed = reports.weather.inForce(at: now, before: .distantFuture)
        return (0..<Int32(count)).map { ahead in
            capacity(
                under: reports.programs.inForce(in: now + ahead, before: .distantFuture),
                kappa: weatherExpected(in: now + ahead, now: now, observed).kappa, learned)
        }
    }

    /// What is expected of the four hours ahead.
    func weatherOutlook(
        now: QuarterHour, _ settings: EngineSettings, day: (Instant) -> CalendarDate
    ) -> [OutlookPart<WeatherImpact.Figures>] {
        let observed = reports.weather.inForce(at: now, before: .distantFuture)
        var bins: [(bin: QuarterHour, figures: WeatherImpact.Figures)] = []
        var exposed: Int32 = 0
        for ahead in 0...AirportState.weatherBins {
            let bin = now + ahead
            let figures = weatherExpected(in: bin, now: now, observed)
            if Int64(100 - figures.kappa) * 10 >= settings[.weatherTakenPermille] {
                let counts = expected[bin]
                exposed += max(0, Int32(counts.due) + Int32(counts.arrivals))
            }
            bins.append((bin, figures))
        }
        var parts = OutlookParts<WeatherImpact.Figures>(dwell: Int(settings[.weatherDwellBins]))
        for (bin, figures) in bins {
            var figures = figures
            figures.exposed = exposed
            parts.pass(bin, WeatherImpact.verdict(figures, settings), figures, day(bin.start))
        }
        return parts.parts
    }
}

extension WeatherImpact.Figures {
    /// - Parameter forecast: of the bin.
    init(_ forecast: TafOutlook.Bin) {
        self.init()
        kappa = Int32(forecast.weighted) / 10
        worst = Int32(forecast.worst)
        element = forecast.element
    }

    /// - Parameter observed: what holds at the end of the bin.
    init(_ observed: StationWeather) {
        self.init()
        kappa = Int32(observed.kappa)
        worst = kappa
        element = observed.element
        ceilingFt = observed.ceilingFt
        visibilityM = observed.visibilityM
        windKt = observed.windSpeedKt.map { Int32(max($0, observed.windGustKt ?? 0)) }
    }
}
