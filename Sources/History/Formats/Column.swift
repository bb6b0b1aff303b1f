/// What a column means, whatever a format calls it.
public enum Column: Int, CaseIterable, Sendable {
    case flightDate, year, month, dayOfMonth
    case carrier, flightNumber, tail, origin, destination
    /// UTC, RFC 3339.
    case scheduledDeparture, scheduledArrival, departure, arrival
    /// Local time of the airport, hhmm.
    case scheduledDepartureLocal, scheduledArrivalLocal, departureLocal, arrivalLocal
    /// Minutes.
    case departureDelay, arrivalDelay, scheduledElapsed, actualElapsed, taxiOut, taxiIn
    case cancelled, cancelReason, diverted
    /// A diverted leg: whether it reached its destination in the end, how late, and its first other airport.
    case reachedDestination, divertedArrivalDelay, divertedTo, divertedLandingLocal
    /// Minutes by cause.
    case carrierDelay, weatherDelay, airspaceDelay, securityDelay, lateAircraftDelay

    /// For messages.
    var meaning: String {
        switch self {
        case .flightDate, .year, .month, .dayOfMonth: "flight date"
        case .carrier: "carrier"
        case .flightNumber: "flight number"
        case .tail: "tail number"
        case .origin: "origin"
        case .destination: "destination"
        case .scheduledDeparture, .scheduledDepartureLocal: "scheduled departure"
        case .scheduledArrival, .scheduledArrivalLocal: "scheduled arrival"
        case .departure, .departureLocal: "departure"
        case .arrival, .arrivalLocal: "arrival"
        case .departureDelay: "departure delay"
        case .arrivalDelay: "arrival delay"
        case .scheduledElapsed: "scheduled block time"
        case .actualElapsed: "actual block time"
        case .taxiOut: "taxi-out time"
        case .taxiIn: "taxi-in time"
        case .cancelled: "cancellation mark"
        case .cancelReason: "cancellation code"
        case .diverted, .reachedDestination, .divertedArrivalDelay, .divertedTo, .divertedLandingLocal: "diversion"
        case .carrierDelay, .weatherDelay, .airspaceDelay, .securityDelay, .lateAircraftDelay: "delay cause"
        }
    }
}
