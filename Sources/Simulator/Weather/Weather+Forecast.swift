extension Weather {
    /// The TAF that is due in a minute: every six hours, and amended where weather was ordered since.
    mutating func forecast(_ station: Int, _ minute: Int) -> String? {
        let site = sites[station]
        let begin = (minute / 360 + 1) * 360
        if begin - minute == 60 - site.forecastDelay {
            let end = begin + site.forecastHours * 60
            office.desks[station].forecast = (minute, begin, end)
            office.desks[station].amendment = nil
            return Taf(site: site, issued: minute, from: begin, to: end, isAmended: false).text(self, station)
        }
        guard let due = office.desks[station].amendment, due <= minute else { return nil }
        office.desks[station].amendment = nil
        guard let forecast = office.desks[station].forecast else { return nil }
        // What is left of it, from the current hour on.
        let from = max(forecast.from, minute / 60 * 60)
        office.desks[station].forecast = (minute, forecast.from, forecast.to)
        return Taf(site: site, issued: minute, from: from, to: forecast.to, isAmended: true).text(self, station)
    }

    /// What a forecaster expects without showers: the truth, seen too dark or too bright.
    /// - Parameters:
    ///   - bias: −1 (too bright) to 1 (too dark).
    ///   - isBrief: with ordered weather of less than two hours too.
    func outlook(_ station: Int, minute: Int, bias: Double, isBrief: Bool = false) -> AirState {
        let site = sites[station]
        var air = atmosphere.state(site, minute: minute, hasCells: false)
        if air.fog > 0.1 { air.fog = max(0, air.fog + 0.2 * bias) }
        air.base *= 1 - 0.25 * bias
        air.rain *= 1 + 0.2 * bias
        for spell in spells[station] where isBrief || !spell.isBrief { spell.impose(on: &air, site, minute: minute) }
        return air
    }
}

extension WeatherSite {
    /// 30 hours where it is far to go, 24 elsewhere.
    var forecastHours: Int {
        switch station.climate {
        case .maritime, .continental, .meseta: 30
        case .mediterranean, .nordic, .subtropical: 24
        }
    }

    /// Minutes past the hour that the office issues at, 0…20.
    var forecastDelay: Int { Int((subject >> 12) % 21) }

    /// Whether the highest and lowest temperature are forecast.
    var hasExtremes: Bool { forecastHours == 24 || station.climate == .meseta }
}
