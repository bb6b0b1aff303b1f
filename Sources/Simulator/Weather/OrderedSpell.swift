import DisruptionCore

/// Ordered weather at one airport.
struct OrderedSpell: Sendable {
    let kind: WeatherKind
    /// Minutes since 1970; the first and the first one after.
    let start: Int
    let end: Int

    /// Shorter than forecasts tell by what prevails.
    var isBrief: Bool { end - start < 120 }

    /// Of several at once the graver one is put on later, so that what falls is its own.
    var gravity: Int {
        switch kind {
        case .wind: 0
        case .rain: 1
        case .storm: 2
        case .fog: 3
        case .snow: 4
        case .ice: 5
        case .blizzard: 6
        }
    }

    /// 0 outside, 0.1…1 inside: a quick beginning and end, its full strength in the middle.
    private func level(_ minute: Int) -> Double {
        guard minute >= start, minute < end else { return 0 }
        let length = Double(end - start)
        let ramp = min(max(length * 0.25, 5), 90)
        let inside = min(Double(minute - start) + 1, Double(end - minute))
        return 0.1 + 0.9 * fade(inside / ramp)
    }

    /// Puts it over the air; the worse of both holds.
    func impose(on air: inout AirState, _ site: WeatherSite, minute: Int) {
        let level = level(minute)
        guard level > 0 else { return }
        // The first minutes bring it, whatever the strength that follows.
        let arrival = min(1, Double(min(minute - start + 1, end - minute)) / 5)
        switch kind {
        case .snow:
            wet(&air, rain: between(0.25, 0.95, level), base: between(1_800, 700, level))
            air.temperature = min(air.temperature, between(0.6, -1.5, level))
        case .blizzard:
            wet(&air, rain: between(0.6, 1, level * 2), base: between(1_200, 400, level))
            air.temperature = min(air.temperature, -3)
            air.isFreezing = false
            blow(&air, wind: between(18, 32, level), gust: between(28, 46, level))
            air.drift = max(air.drift, between(0.2, 1, level))
        case .ice:
            wet(&air, rain: between(0.25, 0.6, level), base: between(1_500, 800, level))
            air.temperature = min(air.temperature, between(-1, -2.5, level))
            air.isFreezing = true
        case .fog:
            let ripple = Double((minute / 20 * 37) % 11) / 11
            air.fog = max(air.fog, between(0.45, 0.92 + 0.06 * ripple, level * 2.5) * arrival)
            air.wind = min(air.wind, 3)
            air.gust = air.wind
            air.spread = min(air.spread, 0.4)
            air.cover = max(air.cover, 8)
            air.base = min(air.base, 200)
        case .storm:
            wet(&air, rain: between(0.4, 1, level), base: between(2_500, 1_200, level))
            air.temperature = max(air.temperature, 4)
            air.isShower = true
            air.isThundery = true
            blow(&air, wind: between(10, 18, level), gust: between(22, 42, level))
        case .wind:
            blow(&air, wind: between(24, 34, level), gust: between(36, 52, level))
            air.windFrom = across(site, air.windFrom)
            air.swing = min(air.swing, 20)
        case .rain:
            wet(&air, rain: between(0.6, 0.97, level), base: between(1_400, 700, level))
            air.temperature = max(air.temperature, 4)
            air.fog = min(air.fog, 0.5)
        }
    }

    private func wet(_ air: inout AirState, rain: Double, base: Double) {
        air.rain = max(air.rain, rain)
        air.isShower = false
        air.cover = 8
        air.base = min(air.base, base)
        air.spread = min(air.spread, 1.2)
    }

    private func blow(_ air: inout AirState, wind: Double, gust: Double) {
        air.wind = max(air.wind, wind)
        air.gust = max(air.gust, gust, air.wind * 1.3)
        air.swing = min(air.swing, 25)
        // Fog does not stand in such a wind.
        air.fog = 0
    }

    /// Square to the runway that lies best, on the side that the wind comes from anyway.
    private func across(_ site: WeatherSite, _ from: Double) -> Double {
        guard !site.station.runways.isEmpty else { return from }
        let now = Int(from) % 360
        var best = (from: from, worst: -1.0)
        for ten in 0..<36 {
            // The least crosswind of all runways counts; a small bonus keeps it near today's wind.
            let least = site.station.runways.reduce(2.0) { least, heading in
                let cross = RunwayWind.sine(ten * 10 - heading)
                return min(least, cross < 0 ? -cross : cross)
            }
            let worth = least + 0.02 * RunwayWind.sine(ten * 10 - now + 90)
            if worth > best.worst { best = (Double(ten * 10), worth) }
        }
        return best.from
    }
}
