/// The names of a booking's record by slot: its own, then those of its segments; `status` is both's.
enum BookingStateName: Int, OutputName {
    case bookingID, version, passengers, segments, needsRebooking, eventTime, triggerEventID, correlationID
    case status
    case legID, destination, cabin, seat, connection, departureDelay, arrivalDelay

    static let all: [StaticString] = [
        "booking_id", "version", "passengers", "segments", "needs_rebooking", "event_time", "trigger_event_id",
        "correlation_id",
        "status",
        "leg_id", "destination", "cabin", "seat", "connection", "departure_delay_minutes", "arrival_delay_minutes",
    ]
}

/// The names of a notification's record by slot.
enum NotificationName: Int, OutputName {
    case notificationID, passengerID, channel, templateID, urgency, priority, language, bookingID, legID
    case disruptionID, eventTime, triggerEventID, correlationID

    static let all: [StaticString] = [
        "notification_id", "passenger_id", "channel", "template_id", "urgency", "priority", "language", "booking_id",
        "leg_id", "disruption_id", "event_time", "trigger_event_id", "correlation_id",
    ]
}

/// The names of an alert's record by slot: its own, then those of whom it is by and what it is about.
enum AlertName: Int, OutputName {
    case alertID, version, state, severity, by, why, disruptionID, pattern, subject, text, mutedUntil, eventTime
    case triggerEventID, correlationID
    case kind, id

    static let all: [StaticString] = [
        "alert_id", "version", "state", "severity", "by", "why", "disruption_id", "pattern", "subject", "text",
        "muted_until", "event_time", "trigger_event_id", "correlation_id",
        "kind", "id",
    ]
}
