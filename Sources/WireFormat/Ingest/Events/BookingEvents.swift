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
        content.removeAll()
        content.beginObject()
        // An event that names no flight is remembered by its own day.
        var last: CalendarDate?
        if type == .checkedIn {
            content.field(
                BookingName.passengerID.name,
                utf8: try reference(BookingName.passengerID, slot(BookingName.passengerID)))
            last = try leg(reader.slots, present, envelope.time)
        } else {
            if has(BookingName.passengers) { try passengers() }
            if has(BookingName.segments) { last = try segments(envelope.time) }
            if has(BookingName.contactRef) { try contact() }
        }
        content.endObject()
        guard content.count <= Limits.bookingBytes else {
            text.begin()
            text.put("payload: ")
            text.put(Int64(content.count))
            text.put(" bytes of known fields; allowed: at most ")
            text.put(Int64(Limits.bookingBytes))
            throw Refusal(reason: .badValue)
        }
        facts.booking.initialize(
            to: BookingFact(
                type: type, eventTime: envelope.time, eventHash: envelope.eventHash, bookingID: id,
                lastDate: last ?? CalendarDate(utc: envelope.time), source: envelope.source,
                eventID: envelope.eventID, correlationID: envelope.correlationID, content: content.bytes))
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
        } else {
            content.field(BookingName.contactRef.name, utf8: slot.view)
        }
    }

    private mutating func passengers() throws(Refusal) {
        let list = slot(BookingName.passengers)
        content.key(BookingName.passengers.name)
        try forEachObject(.passengers, list, 1...IngestLimits.passengers, "1 to 99 objects") {
            (decoder, found, parent) throws(Refusal) in
            guard found & BookingName.passengerID.bit != 0 else {
                throw decoder.absent(BookingName.passengerID, in: parent)
            }
            decoder.content.field(
                BookingName.passengerID.name,
                utf8: try decoder.reference(BookingName.passengerID, decoder.inner(.passengerID), in: parent))
            try decoder.word(.tier, found, limit: IngestLimits.wordCharacters, parent)
            try decoder.wordList(.specialNeeds, found, parent)
            try decoder.wordList(.channels, found, parent)
            try decoder.word(.language, found, limit: 35, parent)
        }
    }

    private mutating func segments(_ published: Instant) throws(Refusal) -> CalendarDate? {
        let list = slot(BookingName.segments)
        var last: CalendarDate?
        content.key(BookingName.segments.name)
        try forEachObject(.segments, list, 1...IngestLimits.segments, "1 to 6 objects") {
            (decoder, found, parent) throws(Refusal) in
            for field in [BookingName.flightNumber, .flightDate, .origin] where found & field.bit == 0 {
                throw decoder.absent(field, in: parent)
            }
            let date = try decoder.leg(decoder.reader.inner, found, published, parent)
            last = max(last ?? date, date)
            if found & BookingName.destination.bit != 0 {
                let code = try decoder.airport(BookingName.destination, decoder.inner(.destination), in: parent)
                decoder.content.field(BookingName.destination.name, code)
            }
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
        content.field(BookingName.flightNumber.name, number)
        content.field(BookingName.flightDate.name, date)
        content.field(BookingName.origin.name, origin)
        if found & BookingName.repeatNumber.bit != 0 {
            let attempt = try integer(BookingName.repeatNumber, slot(.repeatNumber), 1...99, in: parent)
            content.field(BookingName.repeatNumber.name, attempt)
        }
        return date
    }

    private func inner(_ field: BookingName) -> json_slot { reader.inner[Int(field.rawValue)] }

    /// A word of an inner object: kept where it is a code, dropped where it could be anything else.
    private mutating func word(
        _ field: BookingName, _ found: UInt64, limit: Int, _ parent: RefusalText.Parent
    ) throws(Refusal) {
        guard found & field.bit != 0 else { return }
        let slot = inner(field)
        guard slot.isString, TextRules.isWithin(limit, slot.view) else {
            throw badText(field, slot, limit: limit, in: parent)
        }
        if TextRules.isCode(slot.view) {
            content.field(field.name, utf8: slot.view)
        } else if slot.length > 0 {
            counters.unknownFields &+= 1
        }
    }

    private mutating func wordList(
        _ field: BookingName, _ found: UInt64, _ parent: RefusalText.Parent
    ) throws(Refusal) {
        guard found & field.bit != 0 else { return }
        let list = inner(field)
        guard list.isA(JSON_ARRAY) else { throw bad(field, list, "an array of words", in: parent) }
        content.key(field.name)
        content.beginArray()
        var cursor = list.place
        var count = 0
        while let element = reader.next(&cursor) {
            count += 1
            guard element.isString, count <= IngestLimits.passengerWords,
                TextRules.isWithin(IngestLimits.wordCharacters, element.view)
            else { throw bad(field, element, "at most 16 words of at most 64 characters", in: parent) }
            if TextRules.isCode(element.view) {
                content.value(utf8: element.view)
            } else {
                counters.unknownFields &+= 1
            }
        }
        content.endArray()
    }

    /// Calls `body` for each object of an array of the payload, its fields in the inner slots, and writes an array.
    private mutating func forEachObject(
        _ field: BookingName, _ list: json_slot, _ count: ClosedRange<Int>, _ allowed: StaticString,
        _ body: (inout EventDecoder, UInt64, RefusalText.Parent) throws(Refusal) -> Void
    ) throws(Refusal) {
        guard list.isA(JSON_ARRAY) else { throw bad(field, list, allowed) }
        content.beginArray()
        var cursor = list.place
        var index = 0
        while let element = reader.next(&cursor) {
            let result = reader.readInner(element, names: fieldNames)
            counters.unknownFields &+= UInt64(result.unknown)
            guard !result.failed, index < count.upperBound else { throw bad(field, element, allowed) }
            content.beginObject()
            try body(&self, result.present, RefusalText.Parent(name: field.name, index: index))
            content.endObject()
            index += 1
        }
        content.endArray()
        guard index >= count.lowerBound else { throw bad(field, list, allowed) }
    }
}
