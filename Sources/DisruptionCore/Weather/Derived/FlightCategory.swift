/// How bad ceiling and visibility are for flying; raw values stand in snapshots.
public enum FlightCategory: UInt8, Sendable, Comparable, CaseIterable {
    /// VFR, MVFR, IFR, LIFR.
    case visual, marginal, instrument, low

    public static func < (a: FlightCategory, b: FlightCategory) -> Bool { a.rawValue < b.rawValue }

    /// The name in reports: `VFR`, `MVFR`, `IFR`, `LIFR`.
    public var name: StaticString {
        switch self {
        case .visual: "VFR"
        case .marginal: "MVFR"
        case .instrument: "IFR"
        case .low: "LIFR"
        }
    }

    /// By the ceiling alone.
    /// Source: US Aviation Weather Center: low below 500 ft, instrument below 1,000 ft, marginal up to 3,000 ft.
    /// - Parameter ceilingFt: nil where there is none.
    public init(ceilingFt: Int32?) {
        let height = ceilingFt ?? .max
        self = height < 500 ? .low : height < 1_000 ? .instrument : height <= 3_000 ? .marginal : .visual
    }

    /// By the visibility alone: what metres say is not rounded to miles, so 1,600 m is below a statute mile.
    /// Source: US Aviation Weather Center: low below 1 SM, instrument below 3 SM, marginal up to 5 SM.
    public init(visibility: Visibility) {
        if let sixteenths = visibility.sixteenths {
            let isBelow = visibility.bound == .below
            let miles = sixteenths - (isBelow ? 1 : 0)
            self = miles < 16 ? .low : miles < 48 ? .instrument : miles <= 80 ? .marginal : .visual
            if visibility.bound == .atLeast, sixteenths >= 80 { self = .visual }
        } else {
            // 1, 3 and 5 SM are 1,609.3, 4,828.0 and 8,046.7 m.
            let metres = visibility.metres
            self = metres < 1_610 ? .low : metres < 4_829 ? .instrument : metres <= 8_046 ? .marginal : .visual
        }
    }
}

extension ReportedConditions {
    /// Height of the lowest layer that is broken or overcast, or how far one sees up into a hidden sky, ft; nil where
    /// there is none or its height is not known.
    /// Source: US Federal Meteorological Handbook No. 1 (2019), 9.4.
    public var ceilingFt: Int32? {
        var lowest: Int32?
        for layer in clouds where layer.isCeiling {
            guard let base = layer.baseFt else { continue }
            if lowest.map({ base < $0 }) ?? true { lowest = base }
        }
        return lowest
    }

    /// By the sky: by the ceiling, and low where the sky is hidden, however far one sees upwards; nil where the sky is
    /// not told.
    /// Source: the US Aviation Weather Center's own decoding, which counts every vertical visibility as LIFR.
    public var skyCategory: FlightCategory? {
        guard tellsSky else { return nil }
        for layer in clouds where layer.amount == .hidden { return .low }
        return FlightCategory(ceilingFt: ceilingFt)
    }

    /// The worse of sky and visibility decides; nil where neither is told.
    public var category: FlightCategory? {
        guard let visibility else { return skyCategory }
        return max(skyCategory ?? .visual, FlightCategory(visibility: visibility))
    }
}
