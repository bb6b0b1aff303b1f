/// Wind near the ground, in knots.
public struct Wind: Hashable, Sendable {
    /// The sector that the direction swings through, clockwise.
    public struct Sector: Hashable, Sendable {
        /// Degrees true, 0…360.
        public let fromDeg: Int16
        public let toDeg: Int16
    }

    /// Degrees true that it blows from, 0…360, 0 in calm air; nil where it is variable or not known.
    public var directionDeg: Int16?
    /// Of all directions, or too light to tell.
    public var isVariable = false
    /// Mean of ten minutes (two in the US), 0…250; nil where it is not known.
    public var speedKt: Int16?
    /// Highest of the ten minutes before; nil where none is reported.
    public var gustKt: Int16?
    /// Whether the speed is above the figure, which is the highest that can be told.
    public var isAbove = false
    public var sector: Sector?

    public init() {}

    /// The gust, or the mean where there is none.
    public var strongestKt: Int16? {
        guard let speedKt else { return gustKt }
        return max(speedKt, gustKt ?? 0)
    }
}
