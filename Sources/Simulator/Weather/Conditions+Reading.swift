extension Conditions {
    /// Reads the air as an observer at the airport would.
    init(_ air: AirState, _ site: WeatherSite) {
        temperature = air.temperature

        // What falls: rain from 2.6 degrees on, snow up to 1.1, both between.
        var fall: Precipitation?
        if air.rain >= 0.12 {
            let kind: Precipitation.Kind =
                if air.isFreezing && air.temperature < -0.1 {
                    .freezingRain
                } else if air.temperature <= 1.1 {
                    .snow
                } else if air.temperature < 2.6 {
                    .sleet
                } else {
                    air.rain < 0.26 && !air.isShower && air.base < 1_800 ? .drizzle : .rain
                }
            let intensity: Precipitation.Intensity =
                kind == .drizzle
                ? (air.rain < 0.2 ? .light : .moderate)
                : air.rain < 0.5 ? .light : air.rain < 0.85 ? .moderate : .heavy
            fall = Precipitation(kind: kind, intensity: intensity, isShower: air.isShower)
        }
        precipitation = fall
        isThunderstorm = air.isThundery && fall != nil
        hasBlowingSnow = air.drift > 0.3

        // How far one sees.
        var sight = min(air.haze, Self.sight(fog: air.fog))
        if let fall { sight = min(sight, Self.sight(fall, air.rain)) }
        if air.drift > 0 { sight = min(sight, between(4_000, 260, air.drift)) }
        visibility = Self.step(visibility: sight)
        let isSnowBlind = fall?.kind == .snow && sight < 1_000
        isFog = visibility < 1_000 && air.fog > 0.55 && !(isSnowBlind && air.fog < 0.6)
        var spread = air.spread
        // Mist and fog are wet air, haze is dry.
        if visibility < 1_000 {
            spread = min(spread, 0.9)
        } else if visibility <= 5_000 && air.haze > 5_500 {
            spread = min(spread, 2.4)
        }
        dewPoint = air.temperature - max(spread, 0)
        // Lights are seen farther than dark objects: half as far again, and twice as far in the densest fog.
        runwayVisualRange = Self.step(range: sight * between(2, 1.45, sight / 800))
        pressure = air.pressure

        // Wind.
        let mean = Int(air.wind + 0.5)
        wind = mean
        let peak = Int(air.gust + 0.5)
        gust = peak - mean >= 10 && mean >= 3 ? peak : 0
        let from = Self.tens(air.windFrom)
        windFrom = mean == 0 ? 0 : from
        let swing = air.swing
        isWindVariable = mean > 0 && (mean < 3 ? swing >= 30 : swing >= 90 && air.isShower)
        if mean >= 3, swing >= 30, !isWindVariable {
            let half = min(Int((swing + 2) / 10), 8)
            windSector = (Self.turned(from, -half), Self.turned(from, half))
        } else {
            windSector = (0, 0)
        }

        // The sky.
        let isObscured = !isThunderstorm && ((isFog && air.fog > 0.7) || (isSnowBlind && sight < 600))
        verticalVisibility = isObscured ? max(100, min(500, Int(sight * 0.9 / 100) * 100)) : nil
        layers = Self.layers(air, fall, isThunderstorm, isFog: isFog)
        windPermille = RunwayUse.permille(
            site.station.runways, from: from, isVariable: isWindVariable, speed: max(mean, gust),
            mean: mean, isSlippery: fall.map { $0.kind != .drizzle } ?? false)
    }

    /// m through fog of a level 0…1.
    private static func sight(fog: Double) -> Double {
        if fog < 0.25 { return 60_000 }
        if fog < 0.4 { return between(12_000, 4_500, (fog - 0.25) / 0.15) }
        if fog < 0.6 { return between(4_500, 950, (fog - 0.4) / 0.2) }
        return between(950, 110, (fog - 0.6) / 0.4)
    }

    /// m through what falls: moderate rain leaves 4 km, heavy snow some 400 m.
    private static func sight(_ fall: Precipitation, _ rain: Double) -> Double {
        switch fall.kind {
        case .drizzle: between(9_800, 4_900, (rain - 0.12) / 0.14)
        case .rain:
            rain < 0.5 ? between(18_000, 7_000, (rain - 0.12) / 0.38) : between(7_000, 2_700, (rain - 0.5) / 0.5)
        case .sleet, .freezingRain: between(9_000, 1_600, (rain - 0.12) / 0.85)
        case .snow:
            rain < 0.5 ? between(7_000, 2_000, (rain - 0.12) / 0.38) : between(2_000, 380, (rain - 0.5) / 0.5)
        }
    }

    /// Source: ICAO Annex 3 appendix 3, 4.2.4.1: 50 m up to 800 m, 100 m up to 5 km, 1 km up to 10 km, rounded down.
    private static func step(visibility m: Double) -> Int {
        let whole = Int(m)
        if whole < 800 { return whole / 50 * 50 }
        if whole < 5_000 { return whole / 100 * 100 }
        return whole < 10_000 ? whole / 1_000 * 1_000 : 10_000
    }

    /// Source: ICAO Annex 3 appendix 3, 4.3.6.1: 25 m up to 400 m, 50 m up to 800 m, 100 m up to 2,000 m.
    private static func step(range m: Double) -> Int {
        let whole = max(Int(m), 50)
        if whole < 400 { return whole / 25 * 25 }
        if whole < 800 { return whole / 50 * 50 }
        return whole <= 2_000 ? whole / 100 * 100 : 2_001
    }

    /// Ten degrees, 10…360.
    private static func tens(_ degrees: Double) -> Int {
        let ten = Int((degrees + 3_600) / 10 + 0.5) % 36
        return ten == 0 ? 360 : ten * 10
    }

    private static func turned(_ degrees: Int, _ tens: Int) -> Int {
        let turned = (degrees + tens * 10 + 720) % 360
        return turned == 0 ? 360 : turned
    }

    private static func layers(
        _ air: AirState, _ fall: Precipitation?, _ isThunderstorm: Bool, isFog: Bool
    ) -> (CloudLayer, CloudLayer, CloudLayer) {
        func hundreds(_ ft: Double) -> Int { max(100, Int(ft / 100) * 100) }
        let oktas = min(Int(air.cover + 0.5), 8)
        guard oktas > 0 else { return (CloudLayer(), CloudLayer(), CloudLayer()) }
        var main = CloudLayer(oktas: oktas, base: hundreds(isFog ? min(air.base, 300) : air.base))
        let isTowering = air.isShower && air.rain > 0.35
        if isThunderstorm || (isTowering && air.rain > 0.65) {
            main.tower = .cumulonimbus
        } else if isTowering {
            main.tower = .toweringCumulus
        }
        // Scraps below the main layer where it rains, and a closed one above it under much cloud.
        let scraps = CloudLayer(oktas: air.rain > 0.5 ? 3 : 2, base: hundreds(Double(main.base) * 0.62))
        let upper = CloudLayer(oktas: 8, base: hundreds(Double(main.base) * 1.5 + 400))
        let hasScraps = air.rain > 0.3 && main.base >= 300 && scraps.base < main.base
        if hasScraps { return (scraps, main, oktas < 8 && oktas >= 5 ? upper : CloudLayer()) }
        return (main, oktas < 8 && oktas >= 6 ? upper : CloudLayer(), CloudLayer())
    }
}
