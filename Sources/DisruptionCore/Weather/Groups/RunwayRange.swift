/// Runway visual range: how far a pilot on the centre line sees its marks or lights.
public struct RunwayRange: Hashable, Sendable {
    /// Where it goes.
    public enum Trend: UInt8, Sendable, CaseIterable {
        case notTold, rising, falling, steady
    }

    /// One figure of the group.
    public struct Figure: Hashable, Sendable {
        /// m; feet are converted, rounded.
        public let metres: Int32
        public let bound: Visibility.Bound
    }

    public let runway: RunwayName
    /// The mean, or the least where it varies; nil where it is not known.
    public var least: Figure?
    /// The most, where it varies.
    public var most: Figure?
    public var trend = Trend.notTold
    /// The report is in feet.
    public var isInFeet = false

    public init(_ runway: RunwayName) { self.runway = runway }
}
