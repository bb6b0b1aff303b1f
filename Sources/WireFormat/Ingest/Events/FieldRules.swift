import CSimdjson
import DisruptionCore

/// Rules that fields of several events share. Each is called where the field is present.
extension EventDecoder {
    /// An id without a form of its own.
    @inline(__always)
    mutating func identifier(_ field: some EventField) throws(Refusal) -> UnsafeRawBufferPointer {
        let slot = slot(field)
        guard slot.isString, TextRules.isIdentifier(slot.view) else {
            throw bad(field, slot, "1 to 200 printable ASCII characters")
        }
        return slot.view
    }

    /// An instant that can stand in a fact.
    @inline(__always)
    mutating func instant(_ field: some EventField) throws(Refusal) -> Instant {
        let slot = slot(field)
        guard slot.isString, let time = RFC3339.instant(slot.view, remembering: dates), time.isPlausible else {
            throw bad(field, slot, "an RFC 3339 instant of the years 1970 to 2149")
        }
        return time
    }

    /// A date that can stand in a `leg_id`.
    @inline(__always)
    mutating func date(
        _ field: some EventField, _ slot: json_slot, in parent: RefusalText.Parent? = nil
    ) throws(Refusal) -> CalendarDate {
        guard slot.isString, let date = dates.date(slot.view), date.days >= 0, date.startUTC.isPlausible else {
            throw bad(field, slot, "a date like 2008-01-05 of the years 1970 to 2149", in: parent)
        }
        return date
    }

    /// A date on which a flight may be that an event of `published` speaks of.
    @inline(__always)
    mutating func flightDate(
        _ field: some EventField, _ slot: json_slot, published: Instant, in parent: RefusalText.Parent? = nil
    ) throws(Refusal) -> CalendarDate {
        let date = try date(field, slot, in: parent)
        let ahead = date.startUTC.ms - published.ms
        guard ahead <= IngestLimits.dateAheadDays * 86_400_000, ahead >= -IngestLimits.dateBehindDays * 86_400_000
        else { throw farFromEvent(field, date, published, in: parent) }
        return date
    }

    @inline(__always)
    mutating func flightNumber(
        _ field: some EventField, _ slot: json_slot, in parent: RefusalText.Parent? = nil
    ) throws(Refusal) -> FlightNumber {
        guard slot.isString, let number = FlightNumber(ascii: slot.view) else {
            throw bad(
                field, slot, "a designator of 2 or 3 letters and digits, 1 to 4 digits, perhaps a letter", in: parent)
        }
        return number
    }

    @inline(__always)
    mutating func airport(
        _ field: some EventField, _ slot: json_slot, in parent: RefusalText.Parent? = nil
    ) throws(Refusal) -> AirportCode {
        guard slot.isString, let code = AirportCode(ascii: slot.view) else {
            throw bad(field, slot, "an IATA code of 3 letters or an ICAO code of 4 characters", in: parent)
        }
        return code
    }

    @inline(__always)
    mutating func integer(
        _ field: some EventField, _ slot: json_slot, _ range: ClosedRange<Int64>, in parent: RefusalText.Parent? = nil
    ) throws(Refusal) -> Int64 {
        guard let number = slot.integer, range.contains(number) else { throw bad(field, slot, range, in: parent) }
        return number
    }

    /// Whether a text has no control characters but tabs and line breaks.
    @inline(__always) func isReadable(_ text: UnsafeRawBufferPointer) -> Bool {
        !hasEscapes || TextRules.hasNoControls(text)
    }

    /// A text of at most `limit` characters; what is longer than `bytes` is refused too.
    @inline(__always)
    mutating func readable(
        _ field: some EventField, limit: Int, bytes: Int = Limits.textFieldBytes
    ) throws(Refusal) -> UnsafeRawBufferPointer {
        let slot = slot(field)
        guard slot.isString, slot.view.count <= bytes, TextRules.isWithin(limit, slot.view),
            isReadable(slot.view)
        else { throw badText(field, slot, limit: limit) }
        return slot.view
    }

    mutating func badText(
        _ field: some EventField, _ slot: json_slot, limit: Int, in parent: RefusalText.Parent? = nil
    ) -> Refusal {
        let refusal = bad(field, slot, "text without control characters, characters at most ", in: parent)
        text.put(Int64(limit))
        return refusal
    }
}
