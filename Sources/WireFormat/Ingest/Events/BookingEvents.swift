import CSimdjson
import DisruptionCore

/// passenger.events: what one event says of one booking.
///
/// Only ids, codes and code-like words are kept. Fields that are not known are dropped as everywhere; a known field
/// that holds a mail address or other free text in place of a word is dropped too, and counted with the unknown ones.
extension EventDecoder {
    mutating func booking(_ type: BookingEventType, _ envelope: Envelope) throws(Refusal) {
        let required: UInt64 =
            switch type {
            case .created, .changed: BookingName.bookingID.bit | BookingName.passengers.bit | BookingName.segments.bit
            case .cancelled: BookingName.bookingID.bit
            case .checkedIn:
                BookingName.bookingID.bit | BookingName.passengerID.bit | BookingName.flightNumber.bit
                    | BookingName.flightDate.bit | BookingName.origin.bit
            }
        if present & required != required { throw firstAbsent(required) }
        let id = try reference(BookingName.bookingID, slot(BookingName.bookingID))
        bytes.removeAll()
        // An event that names no flight is remembered by its own day.
        var last: CalendarDate?
        if type == .checkedIn {
            bytes.putCounted(try reference(BookingName.passengerID, slot(BookingName.passengerID)))
            last = try leg(reader.slots, present, envelope.time)
        } else if has(BookingName.passengers) || has(BookingName.segments) || has(BookingName.contactRef) {
            if has(BookingName.contactRef) { try contact() } else { bytes.putVarint(0) }
            if has(BookingName.passengers) { try passengers() } else { bytes.put8(0) }
            if has(BookingName.segments) { last = try segments(envelope.time) } else { bytes.put8(0) }
        }
        guard bytes.count <= Limits.bookingBytes else {
            text.begin()
            text.put("payload: ")
            text.put(Int64(bytes.count))
            text.put(" bytes of known fields; allowed: at most ")
            text.put(Int64(Limits.bookingBytes))
            throw Refusal(reason: .badValue)
        }
        facts.booking.initialize(
            to: BookingFact(
                type: type, eventTime: envelope.time, eventHash: envelope.eventHash, bookingID: id,
                lastDate: last ?? CalendarDate(utc: envelope.time), source: envelope.source,
                eventID: envelope.eventID, correlationID: envelope.correlationID, content: bytes.bytes))
    }

    /// An id that is no mail address.
    private mutating func reference(
        _ field: BookingName, _ slot: json_slot, in parent: RefusalText.Parent? = nil
    ) throws(Refusal) -> UnsafeRawBufferPointer {
        guard slot.isString, TextRules.isIdentifier(slot.view), !slot.view.contains(0x40) else {
            throw bad(field, slot, "1 to 200 printable ASCII characters without @", in: parent)
        }
        return slot.view
    }

    private mutating func contact() throws(Refusal) {
        let slot = slot(BookingName.contactRef)
        guard slot.isString, TextRules.isIdentifier(slot.view) else {
            throw bad(BookingName.contactRef, slot, "1 to 200 printable ASCII characters")
        }
        if slot.view.contains(0x40) || slot.view[0] == 0x2B {
            counters.unknownFields &+= 1
            bytes.putVarint(0)
        } else {
            bytes.putCounted(slot.view)
        }
    }

    private mutating func passengers() throws(Refusal) {
        let list = slot(BookingName.passengers)
        try forEachObject(.passengers, list, 1...IngestLimits.passengers, "1 to 99 objects") {
            (decoder, found, parent) throws(Refusal) in
            guard found & BookingName.passengerID.bit != 0 else {
                throw decoder.absent(BookingName.passengerID, in: parent)
            }
            decoder.bytes.putCounted(
                try decoder.reference(BookingName.passengerID, decoder.inner(.passengerID), in: parent))
            try decoder.word(.tier, found, limit: IngestLimits.wordCharacters, parent)
            try decoder.wordList(.specialNeeds, found, parent)
            try decoder.wordList(.channels, found, parent)
            try decoder.word(.language, found, limit: 35, parent)
        }
    }

    private mutating func segments(_ published: Instant) throws(Refusal) -> CalendarDate? {
        let list = slot(BookingName.segments)
        var last: CalendarDate?
        try forEachObject(.segments, list, 1...IngestLimits.segments, "1 to 6 objects") {
            (decoder, found, parent) throws(Refusal) in
            for field in [BookingName.flightNumber, .flightDate, .origin] where found & field.bit == 0 {
                throw decoder.absent(field, in: parent)
            }
            let date = try decoder.leg(decoder.reader.inner, found, published, parent)
            last = max(last ?? date, date)
            var destination = AirportCode.none
            if found & BookingName.destination.bit != 0 {
                destination = try decoder.airport(BookingName.destination, decoder.inner(.destination), in: parent)
            }
            decoder.bytes.put(UInt32(truncatingIfNeeded: destination.packed))
            try decoder.word(.cabin, found, limit: IngestLimits.wordCharacters, parent)
            try decoder.word(.seat, found, limit: 8, parent)
        }
        return last
    }

    /// Writes the fields that name a leg. They are present.
    private mutating func leg(
        _ slots: UnsafeMutablePointer<json_slot>, _ found: UInt64, _ published: Instant,
        _ parent: RefusalText.Parent? = nil
    ) throws(Refusal) -> CalendarDate {
        func slot(_ field: BookingName) -> json_slot { slots[Int(field.rawValue)] }
        let number = try flightNumber(BookingName.flightNumber, slot(.flightNumber), in: parent)
        let date = try flightDate(BookingName.flightDate, slot(.flightDate), published: published, in: parent)
        let origin = try airport(BookingName.origin, slot(.origin), in: parent)
        var attempt: Int64 = 1
        if found & BookingName.repeatNumber.bit != 0 {
            attempt = Int64(try integer(BookingName.repeatNumber, slot(.repeatNumber), 1...99, in: parent))
        }
        let key = LegKey(flight: number, date: date, origin: origin, attempt: Int(attempt))
        bytes.put(key.high)
        bytes.put(key.low)
        return date
    }

    private func inner(_ field: BookingName) -> json_slot { reader.inner[Int(field.rawValue)] }

    /// Writes a word of an inner object where it is a code; an empty one where it is absent or could be anything else.
    private mutating func word(
        _ field: BookingName, _ found: UInt64, limit: Int, _ parent: RefusalText.Parent
    ) throws(Refusal) {
        guard found & field.bit != 0 else { return bytes.putVarint(0) }
        let slot = inner(field)
        guard slot.isString, TextRules.isWithin(limit, slot.view) else {
            throw badText(field, slot, limit: limit, in: parent)
        }
        if slot.length > 0, TextRules.isCode(slot.view) { return bytes.putCounted(slot.view) }
        if slot.length > 0 { counters.unknownFields &+= 1 }
        bytes.putVarint(0)
    }

    private mutating func wordList(
        _ field: BookingName, _ found: UInt64, _ parent: RefusalText.Parent
    ) throws(Refusal) {
        let place = bytes.count
        bytes.put8(0)
        guard found & field.bit != 0 else { return }
        let list = inner(field)
        guard list.isA(JSON_ARRAY) else { throw bad(field, list, "an array of words", in: parent) }
        var cursor = list.place
        var (count, kept) = (0, UInt8(0))
        while let element = reader.next(&cursor) {
            count += 1
            guard element.isString, count <= IngestLimits.passengerWords,
                TextRules.isWithin(IngestLimits.wordCharacters, element.view)
            else { throw bad(field, element, "at most 16 words of at most 64 characters", in: parent) }
            if TextRules.isCode(element.view) {
                bytes.putCounted(element.view)
                kept += 1
            } else {
                counters.unknownFields &+= 1
            }
        }
        bytes.patch(kept, at: place)
    }

    /// Writes how many objects an array of the payload has, and what `body` writes of each, its fields in the inner
    /// slots.
    private mutating func forEachObject(
        _ field: BookingName, _ list: json_slot, _ count: ClosedRange<Int>, _ allowed: StaticString,
        _ body: (inout EventDecoder, UInt64, RefusalText.Parent) throws(Refusal) -> Void
    ) throws(Refusal) {
        guard list.isA(JSON_ARRAY) else { throw bad(field, list, allowed) }
        let place = bytes.count
        bytes.put8(0)
        var cursor = list.place
        var index = 0
        while let element = reader.next(&cursor) {
            let result = reader.readInner(element, names: fieldNames)
            counters.unknownFields &+= UInt64(result.unknown)
            guard !result.failed, index < count.upperBound else { throw bad(field, element, allowed) }
            try body(&self, result.present, RefusalText.Parent(name: field.name, index: index))
            index += 1
        }
        bytes.patch(UInt8(truncatingIfNeeded: index), at: place)
        guard index >= count.lowerBound else { throw bad(field, list, allowed) }
    }
}
