/// The parts of a snapshot, in their order; raw values stand in snapshots and never change.
public enum SnapshotSection: UInt8, Sendable, CaseIterable {
    case head = 0
    /// How far each source was applied, the watermarks, what the partition has vouched for, and how much is open.
    case log = 1
    case configuration = 2
    /// Names of the sources that facts came from.
    case sources = 3
    case legs = 4
    case legTimers = 5
    case demandTimers = 6
    case aircraft = 7
    case aircraftTimers = 8
    case airports = 9
    case airlines = 10
    case bookings = 11
    case network = 12
    /// What follows the last part: nothing.
    case end = 255

    /// What is in it, as messages say it.
    public var name: StaticString {
        switch self {
        case .head: "head"
        case .log: "marks of the log"
        case .configuration: "configuration"
        case .sources: "names of sources"
        case .legs: "legs"
        case .legTimers: "timers of legs"
        case .demandTimers: "timers of demand"
        case .aircraft: "aircraft"
        case .aircraftTimers: "timers of aircraft"
        case .airports: "airports"
        case .airlines: "airlines"
        case .bookings: "bookings"
        case .network: "network"
        case .end: "end"
        }
    }
}
