/// How far a simulated day is.
public struct SimulationStatus: Sendable, Equatable {
    /// Legs of all days.
    public var legs = 0
    public var airborne = 0
    public var arrived = 0
    public var cancelled = 0
    /// Departed 15 or more minutes late.
    public var late = 0
    /// Records told.
    public var records = 0

    public init() {}
}
