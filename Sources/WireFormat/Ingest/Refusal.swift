import CSimdjson
import DisruptionCore
import Glibc

/// Why an event is not taken; the decoder's `detail` says more.
struct Refusal: Error {
    let reason: DeadLetterReason
}

/// Writes the detail of a dead letter: ASCII, at most `IngestLimits.detailBytes` bytes.
struct RefusalText: ~Copyable {
    private var writer = ByteWriter(capacity: IngestLimits.detailBytes)
    /// Where values may be quoted: not on a topic that carries passengers.
    var quotesValues = true

    /// The text; valid until the next one begins.
    var bytes: UnsafeRawBufferPointer { writer.bytes }

    mutating func begin() { writer.removeAll() }

    mutating func put(_ text: StaticString) {
        text.withUTF8Buffer { putASCII(UnsafeRawBufferPointer($0)) }
    }

    mutating func put(_ number: Int64) {
        if writer.count + 20 <= IngestLimits.detailBytes { writer.putDecimal(number) }
    }

    mutating func put(_ instant: Instant) {
        if writer.count + 24 <= IngestLimits.detailBytes { writer.put(instant: instant) }
    }

    mutating func put(_ date: CalendarDate) {
        if writer.count + 10 <= IngestLimits.detailBytes { writer.put(date: date) }
    }

    /// A text that C wrote: ASCII, ended by a zero.
    mutating func put(cString text: UnsafePointer<CChar>) {
        putASCII(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }

    private mutating func putASCII(_ text: UnsafeRawBufferPointer) {
        let room = IngestLimits.detailBytes - writer.count
        writer.putBytes(UnsafeRawBufferPointer(rebasing: text[..<min(room, text.count)]))
    }

    /// `payload.gate`, or `payload.segments[2].gate` with a parent.
    mutating func put(_ field: some EventField, in parent: Parent? = nil) {
        if field.isInPayload { put("payload.") }
        if let parent {
            put(parent.name)
            put("[")
            put(Int64(parent.index))
            put("].")
        }
        put(field.name)
    }

    /// What came instead: a quoted beginning where that is allowed, else only of which kind and size it is.
    mutating func put(_ slot: json_slot) {
        switch Int(slot.kind) {
        case JSON_NULL: put("null")
        case JSON_FALSE: put("false")
        case JSON_TRUE: put("true")
        case JSON_STRING: quotesValues ? putQuoted(slot.view) : putSize(slot.view)
        case JSON_OBJECT: put("an object")
        case JSON_ARRAY: put("an array")
        default:
            guard quotesValues, !slot.isA(JSON_HUGE) else { return put("a number") }
            if let integer = slot.integer { return put(integer) }
            put("a number with a fraction near ")
            put(slot.number / 1000)
        }
    }

    private mutating func putSize(_ text: UnsafeRawBufferPointer) {
        put("a text of ")
        put(Int64(text.count))
        put(" bytes")
    }

    /// At most forty characters in quotes, what is not printable ASCII as `\xNN`.
    mutating func putQuoted(_ text: UnsafeRawBufferPointer) {
        put("\"")
        for byte in text.prefix(IngestLimits.quotedCharacters) {
            if byte == 0x22 || byte == 0x5C {
                put("\\")
            } else if byte &- 0x20 > 0x5E {
                put("\\x")
                putHex(byte >> 4)
                putHex(byte & 15)
                continue
            }
            if writer.count < IngestLimits.detailBytes { writer.put8(byte) }
        }
        put(text.count > IngestLimits.quotedCharacters ? "...\"" : "\"")
    }

    private mutating func putHex(_ digit: UInt8) {
        if writer.count < IngestLimits.detailBytes { writer.put8(digit < 10 ? 0x30 + digit : 0x57 + digit) }
    }

    /// The element of an array in which a field stands.
    struct Parent {
        let name: StaticString
        let index: Int
    }
}
