/// How far one sees along the ground.
public struct Visibility: Hashable, Sendable {
    /// How the figure bounds what is seen.
    public enum Bound: UInt8, Sendable {
        case exact
        /// `9999`, `CAVOK`, `P6SM`.
        case atLeast
        /// `M1/4SM`.
        case below
    }

    /// Prevailing visibility, m; 9,999 for 10 km and more, and what miles give, rounded.
    public var metres: Int32
    /// Sixteenths of a statute mile, where the report is in miles.
    public var sixteenths: Int32?
    public var bound = Bound.exact
    /// The least in any direction, m, where it is told apart.
    public var minimumMetres: Int32?
    /// Where the least is; nil where that is not told.
    public var minimumToward: CompassPoint?
    /// The sensor tells no directions (`NDV`).
    public var hasNoDirections = false

    /// A metric visibility.
    public init(metres: Int32, bound: Bound = .exact) {
        self.metres = metres
        self.bound = bound
    }

    /// - Parameter sixteenths: of a statute mile, 0…16,000.
    /// Source: 1 statute mile is 1,609.344 m (US National Bureau of Standards, 1959).
    public init(sixteenths: Int32, bound: Bound = .exact) {
        self.sixteenths = sixteenths
        self.bound = bound
        metres = Int32((Int64(sixteenths) * 100_584 + 500) / 1000)
    }
}

/// Eight directions, clockwise from the north.
public enum CompassPoint: UInt8, Sendable, CaseIterable {
    case north, northEast, east, southEast, south, southWest, west, northWest
}
