/// How many entities of a kind one partition of the log remembers at the most. Fixed for a build, so that what is
/// refused is a function of the log alone.
///
/// A full table refuses what would make one more entity, and takes it again once entities are forgotten, which airports
/// and airlines never are; those that are known go on. A fact of a leg or booking without room is a dead letter
/// NO_ROOM: its id is not claimed, so it counts when it is sent again. What entities tell an aircraft, airport or
/// airline without room is counted and has no effect.
public struct TableLimits: Sendable, Equatable {
    /// Legs: with the twelve partitions that are declared, two months of the world's 100,000 flights a day; about 1 kB
    /// each.
    public var legs = 500_000
    /// Bookings: with twelve partitions, twelve million trips that are ahead or under way; 300 bytes for most.
    public var bookings = 1_000_000
    /// Aircraft that have legs: the world has about 30,000 airliners; about 5 kB each.
    public var aircraft = 50_000
    /// Airports: more than the world has with scheduled traffic, further codes are made up; about 10 kB each.
    public var airports = 20_000
    /// Airlines: more than ICAO has given designators to; 4 kB each.
    public var airlines = 10_000

    public init() {}
}
