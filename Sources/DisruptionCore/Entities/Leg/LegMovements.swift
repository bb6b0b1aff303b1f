/// A leg's departure and arrival by bins: all that airports and airlines count of it.
struct LegMovements: Equatable {
    /// Scheduled departure (SOBT).
    var scheduled = QuarterHour.none
    /// Best-known departure: once the leg has left, when that was.
    var departure = QuarterHour.none
    /// Best-known arrival.
    var arrival = QuarterHour.none
    /// Where it comes down.
    var destination = AirportCode.none
    var hasLeft = false
    var hasArrived = false
    var isCancelled = false
    /// Minutes from schedule to best-known departure and arrival; `unknown` where there is none.
    var departureDelay = LegMovements.unknown
    var arrivalDelay = LegMovements.unknown
    var aircraftType = AircraftType.none

    init() {}

    init(_ view: LegView) {
        scheduled = QuarterHour(view.scheduledDeparture)
        departure = QuarterHour(view.bestDeparture)
        arrival = QuarterHour(view.bestArrival)
        destination = view.arrivalAirport
        hasArrived = view.actualLanding != nil || view.actualArrival != nil
        hasLeft = hasArrived || view.actualDeparture != nil || view.actualTakeoff != nil
        isCancelled = view.isCancelled
        aircraftType = view.aircraftType
        departureDelay = LegMovements.delay(view.departureDelayMinutes)
        arrivalDelay = LegMovements.delay(view.arrivalDelayMinutes)
    }

    /// No delay is known.
    static let unknown = Int16.min

    private static func delay(_ minutes: Int32?) -> Int16 {
        minutes.map { Int16(truncatingIfNeeded: min(max($0, -1440), 10_080)) } ?? unknown
    }

    /// Departure 15 or more minutes late, as known.
    var isLate: Bool { departureDelay >= LegMovements.lateMinutes }

    /// Source: US BTS, a flight is delayed from 15 minutes on.
    static let lateMinutes: Int16 = 15
}
