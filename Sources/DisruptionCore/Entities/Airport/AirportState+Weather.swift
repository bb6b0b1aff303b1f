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

    /// What is expected of the four hours ahead: by the last observation for the hour under way, then by the forecast,
    /// or by the observation for an hour where there is none.
    func weatherOutlook(
        now: QuarterHour, _ settings: EngineSettings, day: (Instant) -> CalendarDate
    ) -> [OutlookPart<WeatherImpact.Figures>] {
        let observed = reports.weather.inForce(at: now, before: .distantFuture)
        var bins: [(bin: QuarterHour, figures: WeatherImpact.Figures)] = []
        var exposed: Int32 = 0
        for ahead in 0...AirportState.weatherBins {
            let bin = now + ahead
            var figures = WeatherImpact.Figures()
            if ahead == 0, let observed {
                figures = WeatherImpact.Figures(observed)
            } else if let forecast = reports.weather.expected(in: bin) {
                figures.kappa = Int32(forecast.weighted) / 10
                figures.worst = Int32(forecast.worst)
                figures.element = forecast.element
            } else if ahead <= AirportState.persistenceBins, let observed {
                figures = WeatherImpact.Figures(observed)
            }
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
