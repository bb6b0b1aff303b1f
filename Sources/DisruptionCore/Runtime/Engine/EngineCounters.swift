/// What an engine has done since it was made, replays left out: for metrics alone, never for a decision.
public struct EngineCounters: Sendable, Equatable {
    public var records: Int64 = 0
    public var messages: Int64 = 0
    /// Messages that were applied before: re-sent after a crash.
    public var repeated: Int64 = 0
    /// Facts whose event id had its effect before.
    public var duplicates: Int64 = 0
    public var late: Int64 = 0
    /// Facts of legs and bookings for which there was no room.
    public var noRoom: Int64 = 0
    /// Bookings of which a flight was never announced.
    public var unknownFlights: Int64 = 0
    /// Messages to aircraft, airports and airlines for which there was no room.
    public var turnedAway: Int64 = 0
    /// Changes to bins that were settled already.
    public var afterSettling: Int64 = 0
    /// Legs that did not fit into a line of flight.
    public var unlinked: Int64 = 0
    /// Reports of stations that the airport directory does not know.
    public var unknownStations: Int64 = 0
    /// Reports of which nothing could be read, and groups that could not be in the others.
    public var unreadableReports: Int64 = 0
    public var unreadGroups: Int64 = 0
    public var disruptions: Int64 = 0
    public var timersFired: Int64 = 0

    public init() {}

    /// Facts that became dead letters behind ingest.
    public func refused(_ reason: DeadLetterReason) -> Int64 {
        switch reason {
        case .late: late
        case .noRoom: noRoom
        case .unknownFlight: unknownFlights
        default: 0
        }
    }

    /// Adds another engine's.
    public mutating func add(_ other: EngineCounters) {
        records += other.records
        messages += other.messages
        repeated += other.repeated
        duplicates += other.duplicates
        late += other.late
        noRoom += other.noRoom
        unknownFlights += other.unknownFlights
        turnedAway += other.turnedAway
        afterSettling += other.afterSettling
        unlinked += other.unlinked
        unknownStations += other.unknownStations
        unreadableReports += other.unreadableReports
        unreadGroups += other.unreadGroups
        disruptions += other.disruptions
        timersFired += other.timersFired
    }
}

/// Sizes of an engine's state.
public struct EngineSizes: Sendable, Equatable {
    public var legs = 0
    public var aircraft = 0
    public var airports = 0
    public var airlines = 0
    public var bookings = 0
    public var timers = 0

    public init() {}

    /// All that is remembered by a key of its own.
    public var entities: Int { legs + aircraft + airports + airlines + bookings }

    /// Adds another engine's.
    public mutating func add(_ other: EngineSizes) {
        legs += other.legs
        aircraft += other.aircraft
        airports += other.airports
        airlines += other.airlines
        bookings += other.bookings
        timers += other.timers
    }
}
