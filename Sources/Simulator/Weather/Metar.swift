import DisruptionCore

/// A routine or special report of what is seen.
/// Source: WMO-No. 306 FM 15 and FM 16; ICAO Annex 3 appendix 3.
struct Metar {
    let site: WeatherSite
    let minute: Int
    let now: Conditions
    /// 10 and 20 minutes before: for what is recent, and where the runway visual range goes.
    let before: (Conditions, Conditions)
    let isSpecial: Bool
    let isAutomatic: Bool
    let isCorrection: Bool
    /// hPa by which the observer erred.
    let slip: Int

    func text(trend: (inout CodeText) -> Void) -> String {
        var text = CodeText()
        text.group(isSpecial ? "SPECI" : "METAR")
        if isCorrection { text.group("COR") }
        text.group(site.station.icao)
        text.group("")
        text.add(day: minute, hasMinutes: true)
        text.add("Z")
        if isAutomatic { text.group("AUTO") }
        text.wind(now)
        if now.isCavok, !isAutomatic {
            text.group("CAVOK")
        } else {
            text.visibility(now.visibility)
            runways(&text)
            text.fall(now)
            text.obscuration(now)
            if !text.sky(now) { text.group(isAutomatic ? "NCD" : "NSC") }
        }
        text.group("")
        text.add(temperature: now.temperature)
        text.add("/")
        text.add(temperature: now.dewPoint)
        text.group("Q")
        text.add(Int(now.pressure) + slip, digits: 4)
        recent(&text)
        trend(&text)
        return text.text
    }

    /// Runway visual range of the direction in use, where it or the visibility is below 1,500 m.
    private func runways(_ text: inout CodeText) {
        guard now.visibility < 1_500 || now.runwayVisualRange < 1_500 else { return }
        let runways = site.station.runways
        guard let heading = RunwayUse.inUse(runways, from: now.windFrom, speed: now.wind) else { return }
        let number = (heading + 5) / 10 % 36
        let parallel = runways.count { $0 == heading }
        for index in 0..<min(parallel, 2) {
            text.group("R")
            text.add(number == 0 ? 36 : number, digits: 2)
            if parallel > 1 { text.add(index == 0 ? "L" : "R") }
            let range = now.runwayVisualRange
            text.add(range > 2_000 ? "/P" : "/")
            text.add(min(range, 2_000), digits: 4)
            let change = range - before.0.runwayVisualRange
            text.add(range > 2_000 || (-99...99).contains(change) ? "N" : change > 0 ? "U" : "D")
        }
    }

    /// What was heavier before: moderate or heavy, freezing, or with thunder.
    /// Source: ICAO Annex 3 appendix 3, 4.8.1.1; WMO-No. 306, 15.13.2.
    private func recent(_ text: inout CodeText) {
        var worst: Conditions?
        for past in [before.0, before.1] {
            guard let fall = past.precipitation else { continue }
            let counts = fall.intensity > .light || fall.kind == .freezingRain || past.isThunderstorm
            guard counts else { continue }
            if past.isThunderstorm || worst == nil { worst = past }
        }
        guard let worst, let fall = worst.precipitation else { return }
        if let present = now.precipitation, present.kind == fall.kind, now.isThunderstorm == worst.isThunderstorm,
            present.intensity >= fall.intensity
        {
            return
        }
        if now.isThunderstorm { return }
        if worst.isThunderstorm {
            text.group("RETS")
            if fall.kind == .rain { text.add("RA") } else if fall.kind == .snow { text.add("SN") }
        } else {
            text.recent(fall)
        }
    }
}
