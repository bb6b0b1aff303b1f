/// Procedures for low visibility that an airport must be in; raw values stand in snapshots.
public enum LowVisibility: UInt8, Sendable, Comparable, CaseIterable {
    case none
    /// Runway visual range below 550 m or ceiling below 200 ft: approaches of category II or III.
    case inForce
    /// Runway visual range below 350 m: of category III.
    case categoryThree

    public static func < (a: LowVisibility, b: LowVisibility) -> Bool { a.rawValue < b.rawValue }

    /// - Parameters:
    ///   - rangeM: the least runway visual range, m; nil where none is known.
    ///   - ceilingFt: nil where there is none.
    /// Source: ICAO Annex 6, part I, 4.2.8: category II below 550 m and 60 m (200 ft), III below 350 m (300 m today).
    public init(rangeM: Int32?, ceilingFt: Int32?) {
        if let rangeM, rangeM < 350 {
            self = .categoryThree
        } else if let rangeM, rangeM < 550 {
            self = .inForce
        } else {
            self = (ceilingFt ?? .max) < 200 ? .inForce : .none
        }
    }
}

extension ReportedConditions {
    /// The least runway visual range, m: as reported, else from a visibility below 1,500 m; nil where it is not low.
    /// Source: Commission Regulation (EC) 859/2008, OPS 1.430 appendix 1 (new), (h): with high intensity lights by day
    /// the range is 1.5 times the visibility.
    public func runwayRange(_ ranges: RunwayRanges) -> Int32? {
        var least: Int32?
        for range in ranges {
            guard let figure = range.least else { continue }
            let metres = figure.bound == .below ? max(0, figure.metres - 1) : figure.metres
            if least.map({ metres < $0 }) ?? true { least = metres }
        }
        if let least { return least < 1_500 ? least : nil }
        guard let visibility, visibility.metres < 1_500 else { return nil }
        return visibility.metres * 3 / 2
    }
}
