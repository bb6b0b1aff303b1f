import DisruptionCore

/// The words of `event_type` by topic; a type's place is its raw value − 1, TIME_MARK comes last.
enum EventTypes {
    static let timeMark: StaticString = "TIME_MARK"

    static let flights: [StaticString] = [
        "FLIGHT_SCHEDULED", "FLIGHT_UPDATED", "FLIGHT_DELAY", "FLIGHT_CANCELLED", "FLIGHT_REINSTATED", "GATE_CHANGE",
        "AIRCRAFT_CHANGE", "FLIGHT_DEPARTED", "FLIGHT_AIRBORNE", "FLIGHT_LANDED", "FLIGHT_ARRIVED", "FLIGHT_DIVERTED",
        "FLIGHT_RETURNED",
    ]
    static let stations: [StaticString] = ["METAR_REPORT", "TAF_REPORT", "WEATHER_OBSERVATION", "AIRPORT_PROGRAM"]
    static let bookings: [StaticString] = [
        "BOOKING_CREATED", "BOOKING_CHANGED", "BOOKING_CANCELLED", "PASSENGER_CHECKED_IN",
    ]

    static func of(_ topic: InputTopic) -> [StaticString] {
        switch topic {
        case .flightEvents: flights
        case .externalData: stations
        case .passengerEvents: bookings
        }
    }
}
