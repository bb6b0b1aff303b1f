public import DisruptionCore

/// A leg's state as a record of flight.state; its key is the `leg_id`.
public enum FlightStateRecord {
    /// Writes the value.
    public static func write(_ state: FlightState, into json: inout JSONWriter) {
        json.beginObject()
        json.field("leg_id", state.key)
        json.field("version", state.version)
        json.key("status")
        json.value(name: state.view.status.name)
        json.key("fields")
        json.beginObject()
        var told = ToldOrigin()
        state.forEachField { field, value, origin in
            // That it is diverted, and nobody says where, is told by the status.
            if field == .divertedTo, value == FlightFact.unstatedAirport { return }
            guard let name = name(of: field) else { return }
            json.key(name)
            json.beginObject()
            json.key("value")
            write(field, value, into: &json)
            told.write(origin, of: state, into: &json)
        }
        state.forEachText { field, value, origin in
            json.key(name(of: field))
            json.beginObject()
            json.field("value", value)
            told.write(origin, of: state, into: &json)
        }
        json.endObject()
        let departure = state.view.departureDelayMinutes
        let arrival = state.view.arrivalDelayMinutes
        json.field("departure_delay_minutes", ifPresent: departure)
        json.field("arrival_delay_minutes", ifPresent: arrival)
        if state.view.isCancelled {
            json.field("category", "cancelled")
        } else if let delay = state.view.actualDeparture != nil ? arrival ?? departure : departure {
            json.key("category")
            json.value(name: DelayCategory(delayMinutes: delay).name)
        }
        json.field("predicted_delay_minutes", state.forecastMinutes)
        json.key("predicted_root")
        if state.forecastRoot.isNone { json.null() } else { json.value(state.forecastRoot) }
        if let prediction = state.prediction {
            json.key("prediction")
            write(prediction, into: &json)
        }
        json.field("event_time", state.eventTime)
        json.endObject()
    }

    private static func write(_ prediction: RotationPrediction, into json: inout JSONWriter) {
        json.beginObject()
        json.key("horizon")
        json.value(name: prediction.horizon.name)
        json.field("made_at", prediction.madeAt)
        json.field("late_aircraft_minutes", permille: Int64(prediction.lateAircraftDecimes) * 100)
        json.field("probability_15", permille: Int64(prediction.late15Permille))
        json.field("departure_delay_minutes", prediction.departureDelayMinutes)
        json.endObject()
    }

    /// The end of a field's object: who said it, and when. Most fields of a leg come from few events, so it is copied
    /// where it is that of the field before.
    private struct ToldOrigin {
        private var origin: FlightState.Origin?
        private var place = 0..<0

        mutating func write(_ origin: FlightState.Origin, of state: FlightState, into json: inout JSONWriter) {
            if origin == self.origin { return json.repeatEnd(place) }
            let start = json.count
            json.field("source", state.source(origin))
            json.field("event_time", origin.eventTime)
            json.endObject()
            self.origin = origin
            place = start..<json.count
        }
    }

    private static func write(_ field: FlightField, _ value: Int64, into json: inout JSONWriter) {
        let packed = UInt64(bitPattern: value)
        switch field {
        case .destination, .divertedTo: json.value(AirportCode(packed: packed))
        case .tail: json.value(Tail(packed: packed))
        case .airline: json.value(CarrierCode(packed: packed))
        case .aircraftType: json.quoted { $0.put(packed: packed, capacity: 8) }
        case .cancelled: json.value(value == 1)
        default: if field.isTime { json.value(Instant(ms: value)) } else { json.value(value) }
        }
    }

    private static func name(of field: FlightField) -> StaticString? {
        switch field {
        case .scheduledDeparture: "scheduled_departure"
        case .scheduledArrival: "scheduled_arrival"
        case .estimatedDeparture: "estimated_departure"
        case .estimatedArrival: "estimated_arrival"
        case .actualDeparture: "actual_departure"
        case .actualTakeoff: "actual_takeoff"
        case .actualLanding: "actual_landing"
        case .actualArrival: "actual_arrival"
        case .delayMinutes: "delay_minutes"
        case .cancelled: "cancelled"
        case .destination: "destination"
        case .tail: "tail_number"
        case .divertedTo: "diverted_to"
        case .airline: "airline"
        case .seats: "seats"
        case .returnedAt: "returned_at"
        case .aircraftType: "aircraft_type"
        case .rebookingPriority: "rebooking_priority"
        }
    }

    private static func name(of text: FlightText) -> StaticString {
        switch text {
        case .gate: "gate"
        case .terminal: "terminal"
        case .status: "status"
        case .reason: "reason"
        case .reasonDetail: "reason_detail"
        case .delayCodes: "delay_codes"
        }
    }
}

extension JSONWriter {
    /// A name known at compile time, as a string.
    mutating func value(name: StaticString) {
        quoted { writer in name.withUTF8Buffer { writer.putBytes(UnsafeRawBufferPointer($0)) } }
    }
}
