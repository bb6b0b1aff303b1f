/// What of the weather takes capacity; raw values stand in snapshots.
public enum CapacityElement: UInt8, Sendable, CaseIterable {
    case none
    case thunderstorm, freezingPrecipitation, snow, runwayWind, strongWind, lowVisibility, ceiling, visibility
    /// Closed by snow (`R/SNOCLO`): nothing is left.
    case closed

    /// As events and documents name it.
    public var name: StaticString {
        switch self {
        case .none: "none"
        case .thunderstorm: "thunderstorm"
        case .freezingPrecipitation: "freezing_precipitation"
        case .snow: "snow"
        case .runwayWind: "runway_wind"
        case .strongWind: "strong_wind"
        case .lowVisibility: "low_visibility"
        case .ceiling: "ceiling"
        case .visibility: "visibility"
        case .closed: "closed"
        }
    }
}

/// The share of an airport's capacity that each element leaves, in hundredths.
///
/// Engineering defaults, not published figures; LAX accepts 74 arrivals an hour in visual and 58 in instrument weather,
/// which is 78.
public struct CapacityFactors: Sendable, Equatable {
    public var marginal: UInt8 = 95
    public var instrument: UInt8 = 80
    public var low: UInt8 = 60
    public var lowVisibility: UInt8 = 50
    public var thunderstorm: UInt8 = 50
    public var heavyThunderstorm: UInt8 = 30
    public var freezingPrecipitation: UInt8 = 30
    public var snow: UInt8 = 70
    public var heavySnow: UInt8 = 40
    public var strongWind: UInt8 = 70
    public var noRunway: UInt8 = 30
    /// kt above which wind, or gusts, are strong.
    public var strongWindKt: Int16 = 30
    public var runwayLimits = RunwayLimits()

    public init() {}
    public static let standard = CapacityFactors()
}

/// What the weather leaves of an airport's capacity: the least factor of its elements, not their product.
public struct CapacityFactor: Sendable, Equatable {
    /// 0…100; 100 where nothing takes any.
    public private(set) var hundredths: UInt8 = 100
    /// What set it: of equal ones the first of `CapacityElement`.
    public private(set) var element = CapacityElement.none

    /// Nothing takes capacity.
    public init() {}

    /// - Parameters:
    ///   - ranges: runway visual ranges; empty of a forecast.
    ///   - runways: of the airport; empty where they are not known, and then wind across takes nothing.
    public init(
        _ conditions: ReportedConditions, ranges: RunwayRanges = RunwayRanges(), runways: [Runway] = [],
        factors: CapacityFactors = .standard
    ) {
        for weather in conditions.weather { take(weather, factors) }
        if let wind = conditions.wind, let strongest = wind.strongestKt {
            if !runways.isEmpty {
                let isWet = conditions.weather.contains { $0.wetsRunways }
                let across = RunwayWind(wind, runways: runways, isWet: isWet, limits: factors.runwayLimits)
                if let across, !across.isUsable { take(factors.noRunway, .runwayWind) }
            }
            if strongest > factors.strongWindKt { take(factors.strongWind, .strongWind) }
        }
        let ceiling = conditions.ceilingFt
        if LowVisibility(rangeM: conditions.runwayRange(ranges), ceilingFt: ceiling) != .none {
            take(factors.lowVisibility, .lowVisibility)
        }
        // A vertical visibility is a ceiling of its height.
        if conditions.tellsSky { take(FlightCategory(ceilingFt: ceiling), .ceiling, factors) }
        if let visibility = conditions.visibility {
            take(FlightCategory(visibility: visibility), .visibility, factors)
        }
    }

    /// Of a whole report: nothing is left where snow has closed the airport.
    public init(_ report: Metar, runways: [Runway] = [], factors: CapacityFactors = .standard) {
        self.init(report.conditions, ranges: report.runwayRanges, runways: runways, factors: factors)
        if report.isClosedBySnow { (hundredths, element) = (0, .closed) }
    }

    private mutating func take(_ factor: UInt8, _ element: CapacityElement) {
        if factor < hundredths {
            hundredths = factor
            self.element = element
        } else if factor == hundredths, element.rawValue < self.element.rawValue {
            self.element = element
        }
    }

    /// Thunder counts nearby too; all else only at the airport.
    private mutating func take(_ weather: Phenomenon, _ factors: CapacityFactors) {
        let isHeavy = weather.intensity == .heavy
        if weather.isThunderstorm {
            take(isHeavy ? factors.heavyThunderstorm : factors.thunderstorm, .thunderstorm)
        }
        if weather.isNearby { return }
        if weather.isFreezing, weather.isPrecipitation { take(factors.freezingPrecipitation, .freezingPrecipitation) }
        if weather.isFallingSnow { take(isHeavy ? factors.heavySnow : factors.snow, .snow) }
    }

    private mutating func take(_ category: FlightCategory, _ element: CapacityElement, _ factors: CapacityFactors) {
        switch category {
        case .visual: break
        case .marginal: take(factors.marginal, element)
        case .instrument: take(factors.instrument, element)
        case .low: take(factors.low, element)
        }
    }
}

extension Phenomenon {
    /// Snow that falls and prevails: `SN`, `SHSN`, `SNRA`; not `RASN`, nor what the wind lifts.
    public var isFallingSnow: Bool { kinds.0 == .snow && descriptor != .drifting && descriptor != .blowing }

    /// Falls at the airport, and is more than drizzle: runways are wet or contaminated.
    public var wetsRunways: Bool {
        isPrecipitation && !isNearby && descriptor != .drifting && descriptor != .blowing
            && !(kinds.0 == .drizzle && kinds.1 == .none && descriptor != .freezing)
    }
}
