/// The weather that nobody ordered: a pure function of seed, station and minute.
struct Atmosphere: Sendable {
    let draw: Draw
    let fronts: FrontTrain
    let isCalm: Bool

    /// - Parameter hasCells: without showers and thunderstorms where false, as a forecaster sees the hours between.
    func state(_ site: WeatherSite, minute: Int, hasCells: Bool = true) -> AirState {
        let season = Season(minute: minute)
        let normals = ClimateNormals.of(site.station.climate, dayOfYear: season.dayOfYear)
        let hour = site.solarHour(minute)
        if isCalm { return calm(site, normals, hour) }

        let front = fronts.effect(at: site.place, minute: minute)
        let airMass = field(site, .airMass, minute, period: 4_300)
        let high = field(site, .pressure, minute, period: 5_000)
        let moisture = field(site, .moisture, minute, period: 1_900)
        var air = AirState()
        let warmth = Season.warmth(solarHour: hour)

        // Pressure first: it says how settled the air is.
        air.pressure = 1_018 + high * (11 + 12 * season.winter) * min(1, site.place.share + 0.3) + front.pressure
        let settled = fade((high + 0.4) / 1.1) * fade(1 - front.nearness * (0.4 + front.strength))

        // The sky: what the air mass brings, and the front's.
        let sky = FrontSky(front)
        let stratus = draw.noise(site.subject, .stratus, minute: minute, period: 540)
        var share = normals.cloud - 0.07 + 0.4 * moisture - 0.3 * high + 0.34 * stratus
        share = max(share, sky.cover)
        air.cover = min(max(share * 8, 0), 8)
        let damp = min(max(share, 0), 1)

        // Temperature.
        air.temperature =
            normals.temperature + site.warmer + 5.5 * airMass * (0.7 + 0.5 * season.winter)
            + normals.range * warmth * (1.15 - 0.7 * damp) + sky.warmth * (0.5 + season.winter)
        air.spread = max(
            0.4, normals.spread * (1 + 1.5 * warmth * (1.1 - 0.6 * damp)) - moisture * 1.8 * (0.4 + normals.spread / 8))
        air.spread = between(air.spread, min(air.spread, 1.6), sky.moist)

        wind(&air, site, normals, sky, warmth, minute)

        // Cloud base: the level that rising air condenses at, the front's, or a stratus deck's.
        let ragged = draw.noise(site.subject, .cloudBase, minute: minute, period: 240)
        air.base = max(1_300, 900 + 460 * air.spread) * (1 + 0.15 * ragged)
        air.base = min(
            air.base + 3_000 * fade(1 - damp) + 2_600 * fade((high + 0.1) / 0.6), sky.base * (1 + 0.25 * ragged))
        let deck = stratus + 0.55 * moisture + 0.3 * season.winter - 0.86 - (settled < 0.3 ? 0.1 : 0)
        if deck > 0, normals.spread < 5 {
            air.base = min(air.base, 1_700 - 2_600 * deck + 250 * ragged)
            air.cover = max(air.cover, 5 + 6 * deck)
        }

        // Haze of dry, settled summer air.
        let dust = high + 0.8 * airMass - 0.75 * season.winter - 0.62
        if dust > 0, air.spread > 3, normals.wind < 9.5 { air.haze = max(3_200, 12_000 - 22_000 * dust) }

        // Rain.
        let patch = draw.noise(site.subject, .rainPatch, minute: minute, period: 70)
        air.rain = sky.rain * (0.88 + 0.3 * patch)
        air.isFreezing = front.isFreezing && sky.rain > 0 && front.age < 60
        fog(&air, site, normals, season, settled, hour, minute)
        if hasCells { cells(&air, site, minute) }
        limit(&air)
        return air
    }

    /// A field that drifts from west to east at 22 kt: the same air comes to one airport after the other.
    @inline(__always) private func field(_ site: WeatherSite, _ purpose: Purpose, _ minute: Int, period: Int) -> Double
    {
        let then = minute - site.lag
        let south = draw.noise(site.band, purpose, minute: then, period: period)
        let north = draw.noise(site.band &+ 1, purpose, minute: then, period: period)
        return south + (north - south) * site.bandPart
    }

    private func wind(
        _ air: inout AirState, _ site: WeatherSite, _ normals: ClimateNormals, _ sky: FrontSky, _ warmth: Double,
        _ minute: Int
    ) {
        let mood = draw.noise(site.subject, .windSpeed, minute: minute, period: 660)
        let flutter = draw.noise(site.subject, .windSpeed, minute: minute, period: 33)
        let drift = field(site, .windDirection, minute, period: 2_600)
        let turn = draw.noise(site.subject, .windDirection, minute: minute, period: 200)
        air.wind = normals.wind * (1 + 0.8 * mood) * (0.83 + 0.45 * warmth) + sky.wind + 1.2 * flutter
        let from = site.windFrom + 175 * drift + 35 * turn
        air.windFrom = from + (sky.windFrom - from) * sky.hold
        let gusty = draw.noise(site.subject, .gust, minute: minute, period: 90)
        air.gust = air.wind * (1.33 + 0.16 * gusty) + (warmth > 0.2 ? 1.5 : 0)
        air.swing = 12 + 24 * (1 - fade(air.wind / 14)) * (1 + warmth) + 8 * gusty
        let still = draw.noise(site.subject, .gust, minute: minute, period: 240)
        if air.wind < 3 { air.swing += 60 + 60 * still }
    }

    /// Radiation fog: a layer that forms in a clear, still night and is gone some hours after sunrise.
    private func fog(
        _ air: inout AirState, _ site: WeatherSite, _ normals: ClimateNormals, _ season: Season, _ settled: Double,
        _ hour: Double, _ minute: Int
    ) {
        // A night is numbered by the noon before it.
        let sinceNoon = (hour < 12 ? hour + 12 : hour - 12) * 60
        let night = floorDivide(minute + site.solarOffset - 720, 1_440)
        let chance = draw.share(site.subject, .fogNight, night * 4)
        guard chance < normals.fog / 40 else { return }
        let density = 0.45 + 0.65 * draw.share(site.subject, .fogNight, night * 4 + 1)
        let sunrise = (24 - season.halfDay(latitude: site.station.latitude)) * 60
        let begin = 540 + 420 * draw.share(site.subject, .fogNight, night * 4 + 2)
        let stay = draw.share(site.subject, .fogNight, night * 4 + 3)
        let end = sunrise + 30 + (90 + 240 * season.winter) * stay * stay
        let level = min(fade((sinceNoon - begin) / 100), fade((end - sinceNoon) / 70))
        guard level > 0 else { return }
        let still = fade((settled - 0.15) / 0.4)
        air.fog = level * density * still
        air.wind = between(air.wind, min(air.wind, 3.5), air.fog * 2.2)
        air.gust = between(air.gust, air.wind, air.fog * 2.2)
        air.cover = between(air.cover, min(air.cover, 2), air.fog * 1.5)
    }

    private func calm(_ site: WeatherSite, _ normals: ClimateNormals, _ hour: Double) -> AirState {
        var air = AirState()
        let warmth = Season.warmth(solarHour: hour)
        air.temperature = max(3, normals.temperature + site.warmer) + 7 * warmth
        air.spread = 6 + 4 * warmth
        air.pressure = 1_021
        air.windFrom = Double(site.station.runways.first ?? 240)
        air.wind = 6
        air.gust = 8
        air.cover = 1
        air.base = 8_000
        return air
    }

    /// What must hold whatever the parts add up to.
    private func limit(_ air: inout AirState) {
        if air.rain > 0.12 {
            air.spread = min(air.spread, between(3.2, 1.2, air.rain))
            air.cover = max(air.cover, air.isShower ? 5 : 7)
        }
        if air.fog > 0.25 { air.spread = min(air.spread, between(2, 0.2, (air.fog - 0.25) / 0.3)) }
        air.wind = max(air.wind, 0)
        air.base = max(air.base, 150)
        air.pressure = min(max(air.pressure, 962), 1_046)
    }
}
