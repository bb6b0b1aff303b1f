import CSimdjson
import DisruptionCore

/// What a refusal says; none of it is on the way of a good event.
extension EventDecoder {
    mutating func empty() -> Refusal {
        text.begin()
        text.put("the value is empty; allowed: a JSON object")
        return Refusal(reason: .malformedJSON)
    }

    mutating func tooLarge(_ bytes: Int) -> Refusal {
        text.begin()
        text.put("the value has ")
        text.put(Int64(bytes))
        text.put(" bytes; allowed: at most ")
        text.put(Int64(Limits.eventBytes))
        return Refusal(reason: .tooLarge)
    }

    mutating func malformed(_ result: json_result) -> Refusal {
        text.begin()
        if result.failed_at >= 0 {
            text.put("byte ")
            text.put(result.failed_at)
            text.put(": ")
        }
        if let why = result.why { text.put(cString: why) }
        return Refusal(reason: .malformedJSON)
    }

    mutating func unknownType(_ slot: json_slot, _ topic: InputTopic) -> Refusal {
        text.begin()
        text.put(EnvelopeField.eventType)
        text.put(": ")
        text.put(slot)
        text.put(" is no type of ")
        text.put(topic.name)
        return Refusal(reason: .unknownEventType)
    }

    mutating func absent(_ field: some EventField, in parent: RefusalText.Parent? = nil) -> Refusal {
        text.begin()
        text.put(field, in: parent)
        text.put(" is absent")
        return Refusal(reason: .missingField)
    }

    /// The first field of a set that the event lacks.
    mutating func firstAbsent(_ required: UInt64) -> Refusal {
        let missing = (required & ~present).trailingZeroBitCount
        if let field = EnvelopeField(rawValue: UInt8(missing)) { return absent(field) }
        switch fieldNames {
        case flightWords.fields.pointer: return FlightName(rawValue: UInt8(missing)).map { absent($0) } ?? empty()
        case stationWords.fields.pointer: return StationName(rawValue: UInt8(missing)).map { absent($0) } ?? empty()
        default: return BookingName(rawValue: UInt8(missing)).map { absent($0) } ?? empty()
        }
    }

    /// A field of the wrong type, form or range.
    mutating func bad(
        _ field: some EventField, _ slot: json_slot, _ allowed: StaticString, in parent: RefusalText.Parent? = nil
    ) -> Refusal {
        text.begin()
        text.put(field, in: parent)
        text.put(": ")
        text.put(slot)
        text.put("; allowed: ")
        text.put(allowed)
        return Refusal(reason: .badValue)
    }

    /// A number out of its range.
    mutating func bad(
        _ field: some EventField, _ slot: json_slot, _ range: ClosedRange<Int64>,
        in parent: RefusalText.Parent? = nil
    ) -> Refusal {
        let refusal = bad(field, slot, "a whole number from ", in: parent)
        text.put(range.lowerBound)
        text.put(" to ")
        text.put(range.upperBound)
        return refusal
    }

    /// A time too far from the flight's date.
    mutating func farFromDate(_ field: some EventField, _ time: Instant, _ date: CalendarDate, days: Int64) -> Refusal {
        text.begin()
        text.put(field)
        text.put(": ")
        text.put(time)
        text.put("; allowed: within ")
        text.put(days)
        text.put(" days of flight_date ")
        text.put(date)
        return Refusal(reason: .badValue)
    }

    /// A flight's date too far from the event's own time.
    mutating func farFromEvent(
        _ field: some EventField, _ date: CalendarDate, _ published: Instant, in parent: RefusalText.Parent? = nil
    ) -> Refusal {
        text.begin()
        text.put(field, in: parent)
        text.put(": ")
        text.put(date)
        text.put("; allowed: from ")
        text.put(IngestLimits.dateBehindDays)
        text.put(" days before to ")
        text.put(IngestLimits.dateAheadDays)
        text.put(" days after the event's timestamp ")
        text.put(published)
        return Refusal(reason: .badValue)
    }

    /// Two times of one event that contradict each other.
    mutating func contradiction(
        _ field: some EventField, _ time: Instant, _ what: StaticString, _ other: Instant
    ) -> Refusal {
        text.begin()
        text.put(field)
        text.put(": ")
        text.put(time)
        text.put("; allowed: ")
        text.put(what)
        text.put(" ")
        text.put(other)
        return Refusal(reason: .badValue)
    }
}
