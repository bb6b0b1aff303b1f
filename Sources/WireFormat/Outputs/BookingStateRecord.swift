public import DisruptionCore

/// A booking's state as a record of booking.state; its key is the `booking_id`.
public enum BookingStateRecord {
    /// Writes the value.
    /// - Parameter key: is set to the record's key.
    public static func write(_ state: BookingState, key: inout ByteWriter, into json: inout JSONWriter) {
        json.beginObject()
        key.removeAll()
        state.id.withUnsafeBytes { id in
            key.putBytes(id)
            json.field("booking_id", utf8: id)
        }
        json.field("version", state.version)
        json.field("status", state.isCancelled ? "CANCELLED" : "ACTIVE")
        if !state.isCancelled { state.withTrip { write($0, of: state, into: &json) } }
        json.field("event_time", state.eventTime)
        if !state.triggerEventID.isEmpty { json.field("trigger_event_id", state.triggerEventID) }
        if !state.correlationID.isEmpty { json.field("correlation_id", state.correlationID) }
        json.endObject()
    }

    private static func write(_ trip: Trip, of state: BookingState, into json: inout JSONWriter) {
        json.key("passengers")
        json.beginArray()
        for passenger in trip.passengers { write(passenger, trip, state, into: &json) }
        json.endArray()
        json.key("segments")
        json.beginArray()
        for segment in trip.segments { write(segment, state.state(of: segment.leg), into: &json) }
        json.endArray()
        json.field("needs_rebooking", state.needsRebooking)
        ExposureText.write(state.exposures, into: &json)
    }

    private static func write(
        _ passenger: Trip.Passenger, _ trip: Trip, _ state: BookingState, into json: inout JSONWriter
    ) {
        json.beginObject()
        json.field("passenger_id", utf8: passenger.id)
        word("tier", passenger.tier, into: &json)
        if !passenger.needs.isEmpty {
            json.key("special_needs")
            json.beginArray()
            for need in passenger.needs { json.value(String(decoding: need, as: UTF8.self)) }
            json.endArray()
        }
        let legs = trip.segments.map(\.leg)
        write("checked_in", legs.filter { state.isCheckedIn(passenger, for: $0) }, into: &json)
        write("no_show", legs.filter { state.isNoShow(passenger, for: $0) }, into: &json)
        json.endObject()
    }

    private static func write(_ name: StaticString, _ legs: [LegKey], into json: inout JSONWriter) {
        if legs.isEmpty { return }
        json.key(name)
        json.beginArray()
        for leg in legs { json.value(leg) }
        json.endArray()
    }

    private static func write(_ segment: Trip.Segment, _ told: SegmentState, into json: inout JSONWriter) {
        json.beginObject()
        json.field("leg_id", segment.leg)
        if !segment.destination.isNone { json.field("destination", segment.destination) }
        word("cabin", segment.cabin, into: &json)
        word("seat", segment.seat, into: &json)
        json.field("status", told.stage.name)
        switch told.stage {
        case .scheduled, .left, .arrived:
            if !told.isPlain {
                json.field("departure_delay_minutes", told.departureMinutes)
                json.field("arrival_delay_minutes", told.arrivalMinutes)
            }
        case .diverted: json.field("departure_delay_minutes", told.departureMinutes)
        case .cancelled, .unknown: break
        }
        switch told.connection {
        case .safe: break
        case .atRisk: json.field("connection", "AT_RISK")
        case .missed: json.field("connection", "MISSED")
        }
        json.endObject()
    }

    private static func word(_ name: StaticString, _ word: UnsafeRawBufferPointer, into json: inout JSONWriter) {
        if !word.isEmpty { json.field(name, utf8: word) }
    }
}
