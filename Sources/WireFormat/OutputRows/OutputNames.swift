import DisruptionCore

/// A field of an output record: the raw value is its slot, its name that of the JSON.
protocol OutputName: RawRepresentable<Int> {
    static var all: [StaticString] { get }
}

/// The names of a disruption's record by slot: its own, then those of its subject and root, of its legs, and of its
/// evidence.
enum DisruptionName: Int, OutputName {
    case disruptionID, version, lifecycle, confirmed, pattern, severity, category, subject, root
    case parentID, supersededBy, confidence, detectedAt, firstEffectAt, leadMinutes, eventTime
    case explanation, triggerEventID, correlationID, configID, legs, evidence
    case kind, id, cause
    case legID, depth, predictedDelay, reactionary, scheduledDeparture
    case what, value, threshold

    static let all: [StaticString] = [
        "disruption_id", "version", "lifecycle", "confirmed", "pattern", "severity", "category", "subject", "root",
        "parent_id", "superseded_by", "confidence", "detected_at", "first_effect_at", "lead_minutes", "event_time",
        "explanation", "trigger_event_id", "correlation_id", "config_id", "legs", "evidence",
        "kind", "id", "cause",
        "leg_id", "depth", "predicted_delay_minutes", "reactionary_minutes", "scheduled_departure",
        "what", "value", "threshold",
    ]
}

/// The names of a leg's record by slot: its own, then those of its fields, then that of a field's value.
enum FlightStateName: Int, OutputName {
    case legID, version, status, fields, departureDelay, arrivalDelay, category, predictedDelay, predictedRoot
    case eventTime
    case airline, destination, tail, scheduledDeparture, scheduledArrival
    case value

    static let all: [StaticString] = [
        "leg_id", "version", "status", "fields", "departure_delay_minutes", "arrival_delay_minutes", "category",
        "predicted_delay_minutes", "predicted_root", "event_time",
        "airline", "destination", "tail_number", "scheduled_departure", "scheduled_arrival",
        "value",
    ]
}

/// What a `leg_id` is made of: `flight_number/flight_date/origin`, with `#2` behind a second attempt.
struct LegName {
    let flight: UnsafeRawBufferPointer
    let date: CalendarDate
    let origin: UnsafeRawBufferPointer

    /// - Returns: nil where the text has no such form.
    init?(_ leg: UnsafeRawBufferPointer) {
        let slash = UInt8(ascii: "/")
        guard let first = leg.firstIndex(of: slash), leg.count > first + 12, leg[first + 11] == slash,
            let date = RFC3339.date(UnsafeRawBufferPointer(rebasing: leg[(first + 1)..<(first + 11)]))
        else { return nil }
        flight = UnsafeRawBufferPointer(rebasing: leg[..<first])
        self.date = date
        let rest = leg[(first + 12)...]
        let end = rest.firstIndex { $0 == UInt8(ascii: "#") || $0 == slash } ?? leg.count
        origin = UnsafeRawBufferPointer(rebasing: leg[(first + 12)..<end])
    }
}
