/// How much weather disturbs an airport, 0…3: none, minor, moderate, severe.
///
/// Source: FAA, Aviation System Performance Metrics (ASPM), "Weather Factors: local weather". Kinds: 1 DZ UP HZ PY;
/// 2 RA BR FU DU SA and SH; 3 all others and FZ. Shallow and partial take 1 off, patches and what is nearby 2;
/// drifting, blowing and heavy add 1; at least 1 and at most 3 remain. Thunder is 3, wherever it is. The highest of all
/// groups counts.
public enum WeatherSeverity {
    public static func of(_ weather: Phenomena) -> UInt8 {
        var worst: UInt8 = 0
        for phenomenon in weather { worst = max(worst, of(phenomenon)) }
        return worst
    }

    public static func of(_ weather: Phenomenon) -> UInt8 {
        if weather.isThunderstorm { return 3 }
        var level = max(of(weather.kinds.0), of(weather.kinds.1), of(weather.kinds.2))
        switch weather.descriptor {
        case .none, .thunderstorm: break
        case .shallow, .partial: level -= 1
        case .patches: level -= 2
        case .drifting, .blowing: level += 1
        case .showers: level = max(level, 2)
        case .freezing: level = 3
        }
        if weather.isNearby { level -= 2 }
        if weather.intensity == .heavy { level += 1 }
        return UInt8(min(max(level, 1), 3))
    }

    private static func of(_ kind: Phenomenon.Kind) -> Int {
        switch kind {
        case .none: 0
        case .drizzle, .notKnownPrecipitation, .haze, .spray: 1
        case .rain, .mist, .smoke, .dust, .sand: 2
        case .snow, .snowGrains, .iceCrystals, .icePellets, .hail, .smallHail, .fog, .ash, .dustWhirls, .squalls,
            .funnelCloud, .sandstorm, .duststorm:
            3
        }
    }
}
