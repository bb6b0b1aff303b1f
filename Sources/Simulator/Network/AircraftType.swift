/// A type of aircraft that the simulated airlines fly.
package struct AircraftType: Sendable {
    /// ICAO designator (Doc 8643).
    package let code: StaticString
    package let seats: Int
    /// Minutes that no turn falls below: a full-service airline's, and a low-cost airline's.
    let minimumTurn: (full: Int, lowCost: Int)

    /// Source of seats: usual European cabins; of turns: domain figures of EUROCONTROL's Standard Inputs (turnaround
    /// of medium aircraft, 10th percentile 31 min), by size.
    package static let all = [
        AircraftType(code: "A319", seats: 144, minimumTurn: (35, 25)),
        AircraftType(code: "A320", seats: 180, minimumTurn: (38, 25)),
        AircraftType(code: "A321", seats: 212, minimumTurn: (45, 30)),
        AircraftType(code: "E190", seats: 100, minimumTurn: (30, 25)),
        AircraftType(code: "B738", seats: 189, minimumTurn: (38, 25)),
    ]
}
