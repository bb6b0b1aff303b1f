public import DisruptionCore

/// What a simulation is to be.
public struct SimulationOptions: Sendable {
    /// What goes wrong; several together.
    public var scenarios: [Scenario]
    /// Same seed and version: same bytes.
    public var seed: UInt64 = 1
    /// 1…`scaleMax`: 1 is 11 airports and some 1,500 legs a day, 67 some 100,000.
    public var scale = 1
    public static let scaleMax = 67
    /// The first simulated day, UTC; its first departures leave at about 04:00 UTC.
    public var date: CalendarDate
    /// Days of flights; 1…31.
    public var days = 1

    public init(scenarios: [Scenario], date: CalendarDate) {
        self.scenarios = scenarios
        self.date = date
    }
}
