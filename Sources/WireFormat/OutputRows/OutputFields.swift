import CSimdjson
import DisruptionCore
import Glibc

/// The fields of a JSON object that was read into slots, each checked for what a column can hold.
///
/// Null and absent are the same: no value. Valid until the reader's next object.
struct OutputFields<Name: OutputName> {
    private let slots: UnsafeMutablePointer<json_slot>
    private let present: UInt64

    init(_ result: json_result, _ slots: UnsafeMutablePointer<json_slot>) throws(OutputRefusal) {
        guard !result.failed else {
            let place = result.failed_at < 0 ? "" : " at byte \(result.failed_at)"
            throw OutputRefusal("no JSON that can be read\(place): \(String(cString: result.why))")
        }
        guard !result.has_extremes else { throw OutputRefusal("has a number that the database has no room for") }
        self.slots = slots
        present = result.present
    }

    /// The value of a field, whatever it is.
    func slot(_ field: Name) -> json_slot? { present & 1 << UInt64(field.rawValue) == 0 ? nil : slots[field.rawValue] }

    /// A text.
    func text(_ field: Name) throws(OutputRefusal) -> UnsafeRawBufferPointer? {
        guard let slot = slot(field) else { return nil }
        guard slot.isString else { throw refusal(field, "is no text") }
        return slot.view
    }

    /// A text that has to be there.
    func required(_ field: Name) throws(OutputRefusal) -> UnsafeRawBufferPointer {
        guard let text = try text(field) else { throw refusal(field, "is missing") }
        return text
    }

    /// A text that has to be there and that an index holds.
    func key(_ field: Name) throws(OutputRefusal) -> UnsafeRawBufferPointer {
        let text = try required(field)
        guard text.count <= OutputLimits.indexedBytes else {
            throw refusal(field, "has more than \(OutputLimits.indexedBytes) bytes")
        }
        return text
    }

    /// A whole number of 32 bits.
    func integer(_ field: Name) throws(OutputRefusal) -> Int32? {
        guard let slot = slot(field) else { return nil }
        guard let number = slot.integer.flatMap({ Int32(exactly: $0) }) else {
            throw refusal(field, "is no whole number of 32 bits")
        }
        return number
    }

    /// A version.
    func version(_ field: Name) throws(OutputRefusal) -> Int64 {
        guard let slot = slot(field) else { throw refusal(field, "is missing") }
        guard let number = slot.integer else { throw refusal(field, "is no whole number of 64 bits") }
        return number
    }

    /// Any number that is finite.
    func double(_ field: Name) throws(OutputRefusal) -> Double? {
        guard let slot = slot(field) else { return nil }
        if slot.isA(JSON_INTEGER) { return Double(slot.number) }
        guard slot.isA(JSON_DECIMAL) || slot.isA(JSON_HUGE), let start = slot.text else {
            throw refusal(field, "is no number")
        }
        if slot.isA(JSON_DECIMAL), slot.length == 0 { return Double(slot.number) / 1000 }
        // Its text ends before a comma or a bracket, where strtod stops.
        let value = start.withMemoryRebound(to: CChar.self, capacity: 1) { strtod($0, nil) }
        guard value.isFinite else { throw refusal(field, "is too large a number") }
        return value
    }

    /// A truth value that has to be there.
    func flag(_ field: Name) throws(OutputRefusal) -> Bool {
        guard let slot = slot(field) else { throw refusal(field, "is missing") }
        guard slot.isA(JSON_TRUE) || slot.isA(JSON_FALSE) else { throw refusal(field, "is neither true nor false") }
        return slot.isA(JSON_TRUE)
    }

    /// An instant.
    func instant(_ field: Name, _ dates: borrowing DateMemory) throws(OutputRefusal) -> Instant? {
        guard let text = try text(field) else { return nil }
        guard let instant = RFC3339.instant(text, remembering: dates) else {
            throw refusal(field, "is no RFC 3339 instant")
        }
        return instant
    }

    /// An object; nil where there is none.
    func object(_ field: Name) throws(OutputRefusal) -> json_slot? {
        guard let slot = slot(field) else { return nil }
        guard slot.isA(JSON_OBJECT) else { throw refusal(field, "is no object") }
        return slot
    }

    func refusal(_ field: Name, _ why: String) -> OutputRefusal { OutputRefusal("\(Name.all[field.rawValue]) \(why)") }
}
