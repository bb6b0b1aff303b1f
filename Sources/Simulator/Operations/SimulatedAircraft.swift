import DisruptionCore

/// One aircraft of the simulated fleets.
struct SimulatedAircraft: Sendable {
    let tail: Tail
    let airline: Int32
    /// Place in `AircraftType.all`.
    let type: UInt8
    /// Where it stands, or will when it has arrived.
    var place: UInt16
    /// The last leg that it flew or is flying, by number.
    var last = SimulatedLeg.none
    /// The next leg that it has not begun, and the last one that is planned for it.
    var next = SimulatedLeg.none
    var end = SimulatedLeg.none
    /// The line of the timetable that it flies today; none for one in reserve.
    var line: Int32
    /// Why it is not where it was to be: the last leg of its line that was cancelled or went elsewhere.
    var blame: DelayShare?
    /// Minute until which it must not fly.
    var groundedUntil: Int32 = 0
}
