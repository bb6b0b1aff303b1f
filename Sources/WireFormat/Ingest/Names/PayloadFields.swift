/// The payload fields of flight.events. The eight times stand in the order of the core's `FlightField`.
enum FlightName: UInt8, CaseIterable, EventField {
    case flightNumber = 7
    case flightDate, origin, destination
    case scheduledDeparture, scheduledArrival, estimatedDeparture, estimatedArrival
    case actualDeparture, actualTakeoff, actualLanding, actualArrival
    case airline, tailNumber, aircraftType, seats, status, gate, terminal
    case delayMinutes, delayCodes, reason, reasonDetail, newDeparture, newArrival
    case oldGate, newGate, terminalChange, divertedTo, rebookingPriority
    /// Which attempt under the flight number and date it is, 1 unless said: AIDX's repeatNumber, the `#2` of a
    /// `leg_id`.
    case repeatNumber
    /// Within `delay_codes`.
    case code, minutes

    static let names: [StaticString] = [
        "flight_number", "flight_date", "origin", "destination",
        "scheduled_departure", "scheduled_arrival", "estimated_departure", "estimated_arrival",
        "actual_departure", "actual_takeoff", "actual_landing", "actual_arrival",
        "airline", "tail_number", "aircraft_type", "seats", "status", "gate", "terminal",
        "delay_minutes", "delay_codes", "reason", "reason_detail", "new_departure", "new_arrival",
        "old_gate", "new_gate", "terminal_change", "diverted_to", "rebooking_priority", "repeat_number",
        "code", "minutes",
    ]

    var name: StaticString { FlightName.names[Int(rawValue) - EnvelopeField.count] }
    var isInPayload: Bool { true }
}

/// The payload fields of external.data.
enum StationName: UInt8, CaseIterable, EventField {
    case station = 7
    case raw, observedAt
    case visibilityM, ceilingFt, windDirectionDeg, windSpeedKt, windGustKt, temperatureC, dewpointC
    case phenomena, airport, program, reason, startsAt, endsAt, ratePerHour

    static let names: [StaticString] = [
        "station", "raw", "observed_at",
        "visibility_m", "ceiling_ft", "wind_direction_deg", "wind_speed_kt", "wind_gust_kt", "temperature_c",
        "dewpoint_c",
        "phenomena", "airport", "program", "reason", "starts_at", "ends_at", "rate_per_hour",
    ]

    var name: StaticString { StationName.names[Int(rawValue) - EnvelopeField.count] }
    var isInPayload: Bool { true }
}

/// The payload fields of passenger.events, of a passenger and of a segment.
enum BookingName: UInt8, CaseIterable, EventField {
    case bookingID = 7
    case passengers, segments, contactRef
    case passengerID, tier, specialNeeds, channels, language
    case flightNumber, flightDate, origin, destination, cabin, seat, repeatNumber

    static let names: [StaticString] = [
        "booking_id", "passengers", "segments", "contact_ref",
        "passenger_id", "tier", "special_needs", "channels", "language",
        "flight_number", "flight_date", "origin", "destination", "cabin", "seat", "repeat_number",
    ]

    var name: StaticString { BookingName.names[Int(rawValue) - EnvelopeField.count] }
    var isInPayload: Bool { true }
}
