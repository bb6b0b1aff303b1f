/// What an airport keeps of its latest METAR: of fixed size, and all that detectors ask.
public struct StationWeather: Sendable, Equatable {
    /// Weather at the airport or, of thunder only, nearby; raw values stand in snapshots.
    public struct Signs: OptionSet, Sendable, Hashable {
        public let rawValue: UInt16
        @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

        public static let thunderstorm = Signs(rawValue: 1 << 0)
        public static let thunderstormNearby = Signs(rawValue: 1 << 1)
        public static let heavyThunderstorm = Signs(rawValue: 1 << 2)
        public static let snow = Signs(rawValue: 1 << 3)
        public static let heavySnow = Signs(rawValue: 1 << 4)
        public static let blowingSnow = Signs(rawValue: 1 << 5)
        public static let freezingPrecipitation = Signs(rawValue: 1 << 6)
        public static let fog = Signs(rawValue: 1 << 7)
        public static let hail = Signs(rawValue: 1 << 8)
        public static let rain = Signs(rawValue: 1 << 9)
        /// Runways are wet or contaminated by what falls.
        public static let wetRunways = Signs(rawValue: 1 << 10)
        public static let special = Signs(rawValue: 1 << 11)
        public static let automatic = Signs(rawValue: 1 << 12)
        /// The wind is of all directions.
        public static let variableWind = Signs(rawValue: 1 << 13)
        public static let closedBySnow = Signs(rawValue: 1 << 14)
        static let all = Signs(rawValue: (1 << 15) - 1)
    }

    public var observedAt: Instant
    /// What the weather leaves of the capacity, 0…100.
    public var kappa: UInt8
    /// What set it.
    public var element: CapacityElement
    /// nil where neither sky nor visibility is known.
    public var category: FlightCategory?
    /// FAA ASPM, 0…3.
    public var severity: UInt8
    public var lowVisibility: LowVisibility
    /// ft; nil where there is none.
    public var ceilingFt: Int32?
    /// m; nil where it is not known.
    public var visibilityM: Int32?
    /// m; nil where it is not low.
    public var runwayRangeM: Int32?
    /// Degrees true; nil where it is variable or not known.
    public var windDirectionDeg: Int16?
    public var windSpeedKt: Int16?
    public var windGustKt: Int16?
    /// kt across the best runway, rounded; nil where wind or runways are not known.
    public var crossKt: Int16?
    /// °C; nil where it is not known.
    public var temperatureTenths: Int16?
    public var signs: Signs

    /// - Parameter observedAt: where the report tells no readable time, the event time of the record.
    /// - Returns: nil of a report that says nothing: NIL, or with none of its elements read.
    public init?(
        _ report: Metar, observedAt: Instant, runways: [Runway] = [], factors: CapacityFactors = .standard
    ) {
        let now = report.conditions
        let tellsAny = now.wind != nil || now.visibility != nil || now.tellsSky || now.tellsWeather
        let saysAnything = tellsAny || report.isClosedBySnow
        guard !report.isNil, saysAnything else { return nil }
        let factor = CapacityFactor(report, runways: runways, factors: factors)
        self.observedAt = report.observedAt ?? observedAt
        kappa = factor.hundredths
        element = factor.element
        category = now.category
        severity = WeatherSeverity.of(now.weather)
        ceilingFt = now.ceilingFt
        visibilityM = now.visibility?.metres
        runwayRangeM = now.runwayRange(report.runwayRanges)
        lowVisibility = LowVisibility(rangeM: runwayRangeM, ceilingFt: ceilingFt)
        windDirectionDeg = now.wind?.directionDeg
        windSpeedKt = now.wind?.speedKt
        windGustKt = now.wind?.gustKt
        temperatureTenths = report.temperatureTenths
        signs = Signs(now.weather)
        let isWet = signs.contains(.wetRunways)
        crossKt = now.wind.flatMap { RunwayWind($0, runways: runways, isWet: isWet, limits: factors.runwayLimits) }
            .map { Int16($0.crossKt + 0.5) }
        if now.wind?.isVariable == true { signs.insert(.variableWind) }
        if report.kind == .speci { signs.insert(.special) }
        if report.isAutomatic { signs.insert(.automatic) }
        if report.isClosedBySnow { signs.insert(.closedBySnow) }
    }
}

extension StationWeather.Signs {
    init(_ weather: Phenomena) {
        self = []
        for phenomenon in weather {
            let isHeavy = phenomenon.intensity == .heavy
            if phenomenon.isThunderstorm {
                insert(phenomenon.isNearby ? .thunderstormNearby : .thunderstorm)
                if isHeavy { insert(.heavyThunderstorm) }
            }
            if phenomenon.isNearby { continue }
            if phenomenon.isFallingSnow { insert(isHeavy ? [.snow, .heavySnow] : .snow) }
            if phenomenon.descriptor == .blowing, phenomenon.has(.snow) { insert(.blowingSnow) }
            if phenomenon.isFreezing, phenomenon.isPrecipitation { insert(.freezingPrecipitation) }
            if phenomenon.has(.fog) { insert(.fog) }
            if phenomenon.has(.hail) || phenomenon.has(.smallHail) { insert(.hail) }
            if phenomenon.has(.rain) { insert(.rain) }
            if phenomenon.wetsRunways { insert(.wetRunways) }
        }
    }
}
