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
    /// Departure 15 or more minutes late, as known.
    var isLate = false
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
        isLate = view.departureDelayMinutes.map { $0 >= LegMovements.lateMinutes } ?? false
    }

    /// Source: US BTS, a flight is delayed from 15 minutes on.
    static let lateMinutes: Int32 = 15
}
