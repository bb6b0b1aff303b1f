extension Weather {
    /// What the next two hours bring, as the forecaster at the airport appends it: NOSIG, TEMPO or BECMG.
    /// Source: ICAO Annex 3 appendix 5, 2.2.
    func trend(_ station: Int, _ minute: Int, _ now: Conditions, _ text: inout CodeText) {
        guard sites[station].hasTrend else { return }
        let soon = conditions(at: station, minute: minute + 45)
        let later = conditions(at: station, minute: minute + 100)
        let isSoon = ForecastChange.isMaterial(from: now, to: soon)
        let isLater = ForecastChange.isMaterial(from: now, to: later)
        if isLater {
            text.group("BECMG")
            ForecastChange(from: now, to: later).write(&text)
        } else if isSoon {
            text.group("TEMPO")
            ForecastChange(from: now, to: soon).write(&text)
        } else {
            text.group("NOSIG")
        }
    }
}

extension WeatherSite {
    /// Two airports of three append a trend.
    var hasTrend: Bool { (subject >> 6) % 3 != 0 }
}
