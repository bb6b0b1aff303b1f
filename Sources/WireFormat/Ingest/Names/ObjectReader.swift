import CSimdjson
import DisruptionCore

/// Reads one JSON object at a time into numbered slots; owns the memory of the C reader and two sets of slots.
struct ObjectReader: ~Copyable {
    private let reader: OpaquePointer
    /// The event's fields: envelope and payload.
    let slots: UnsafeMutablePointer<json_slot>
    /// The fields of an object within an array of the payload.
    let inner: UnsafeMutablePointer<json_slot>

    /// - Parameter bytesMax: of an object.
    init(bytesMax: Int = Limits.eventBytes) {
        guard let made = json_reader_create(bytesMax) else { preconditionFailure("no memory for JSON") }
        reader = made
        slots = .allocate(capacity: Int(JSON_NAMES_MAX))
        slots.initialize(repeating: json_slot(), count: Int(JSON_NAMES_MAX))
        inner = .allocate(capacity: Int(JSON_NAMES_MAX))
        inner.initialize(repeating: json_slot(), count: Int(JSON_NAMES_MAX))
    }

    deinit {
        slots.deallocate()
        inner.deallocate()
        json_reader_destroy(reader)
    }

    /// Reads an event; `bytes` are not empty and at most `Limits.eventBytes`.
    @inline(__always) func read(_ bytes: UnsafeRawBufferPointer, names: OpaquePointer) -> json_result {
        read(bytes, names: names, top: EnvelopeField.count, nested: Int(EnvelopeField.payload.rawValue))
    }

    /// Reads an object; `bytes` are not empty and at most what it was made for.
    /// - Parameters:
    ///   - top: how many of the names are known at the top; the others are in the nested object.
    ///   - nested: the number of the member that is read along; one that is no name's where there is none.
    @inline(__always) func read(
        _ bytes: UnsafeRawBufferPointer, names: OpaquePointer, top: Int, nested: Int
    ) -> json_result {
        json_reader_read(
            reader, names, UInt32(top), UInt32(nested),
            bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, slots)
    }

    /// Reads an object that stands in an array into the inner slots.
    func readInner(_ object: json_slot, names: OpaquePointer, from first: Int = EnvelopeField.count) -> json_result {
        json_reader_object(reader, names, UInt32(first), object, inner)
    }

    /// The next element of an array; nil at its end. `cursor` begins as the array's place.
    func next(_ cursor: inout UInt32) -> json_slot? {
        var element = json_slot()
        return json_reader_next(reader, &cursor, &element) ? element : nil
    }
}

extension json_slot {
    @inline(__always) func isA(_ kind: Int) -> Bool { Int(self.kind) == kind }
    @inline(__always) var isString: Bool { isA(JSON_STRING) }
    /// The unescaped text of a string.
    @inline(__always) var view: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: text, count: Int(length)) }
    /// Where an array begins.
    @inline(__always) var place: UInt32 { length }

    /// A number without a fraction, also where it is written `45.0`.
    var integer: Int64? {
        if isA(JSON_INTEGER) { return number }
        return isA(JSON_DECIMAL) && length == 0 && number % 1000 == 0 ? number / 1000 : nil
    }

    /// A number in thousandths.
    var thousandths: Int64? {
        if isA(JSON_DECIMAL) { return number }
        guard isA(JSON_INTEGER) else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: 1000)
        return overflow ? nil : product
    }
}
