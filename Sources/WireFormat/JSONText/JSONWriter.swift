public import DisruptionCore

/// Appends JSON to a growing buffer that it owns and reuses; no allocation once the buffer is large enough.
///
/// Commas are its own business: `key` and `value` put one where one is due. It does not check that objects and arrays
/// are closed, nor that every key has a value: the caller's code shows that.
///
///     json.beginObject()
///     json.field("leg_id", leg)
///     json.key("legs"); json.beginArray(); json.value(12); json.endArray()
///     json.endObject()
public struct JSONWriter: ~Copyable {
    @usableFromInline var buffer: ByteWriter
    /// Whether a comma stands before the next key or value.
    @usableFromInline var separates = false

    /// - Parameter capacity: bytes to begin with.
    public init(capacity: Int = 4096) { buffer = ByteWriter(capacity: capacity) }

    /// What was written; valid until the next write.
    @inlinable public var bytes: UnsafeRawBufferPointer { buffer.bytes }
    /// Bytes written.
    @inlinable public var count: Int { buffer.count }

    /// Forgets what was written and keeps the memory.
    @inlinable public mutating func removeAll() {
        buffer.removeAll()
        separates = false
    }

    /// Takes back what was written behind `length`, which was `count` before a member or element of an object or array
    /// that already has one, or directly behind its opening bracket with `isFirst`.
    @inlinable public mutating func truncate(to length: Int, isFirst: Bool = false) {
        buffer.truncate(to: length)
        separates = !isFirst
    }

    /// Ends a line behind a whole value, so that the next one is a document of its own.
    @inlinable public mutating func endLine() {
        buffer.put8(0x0A)
        separates = false
    }

    @inlinable public mutating func beginObject() { open(0x7B) }
    @inlinable public mutating func endObject() { close(0x7D) }
    @inlinable public mutating func beginArray() { open(0x5B) }
    @inlinable public mutating func endArray() { close(0x5D) }

    /// The name of the next value. Names are ASCII without quotes, backslashes and control characters.
    @inlinable public mutating func key(_ name: StaticString) {
        buffer.reserve(name.utf8CodeUnitCount + 4)
        separate()
        buffer.put8(0x22)
        name.withUTF8Buffer { buffer.putBytes(UnsafeRawBufferPointer($0)) }
        buffer.put(UInt16(0x3A22))
        separates = false
    }

    /// The name of the next value where it is not known when compiling; escaped like a string.
    public mutating func key(utf8 name: UnsafeRawBufferPointer) {
        value(utf8: name)
        buffer.put8(0x3A)
        separates = false
    }

    @inlinable public mutating func value<V: JSONWritable>(_ value: V) { value.write(to: &self) }

    /// A key and its value.
    @inlinable public mutating func field<V: JSONWritable>(_ name: StaticString, _ value: V) {
        key(name)
        value.write(to: &self)
    }

    /// A key and its value, or nothing where there is no value.
    @inlinable public mutating func field<V: JSONWritable>(_ name: StaticString, ifPresent value: V?) {
        if let value { field(name, value) }
    }

    /// A key and a string given as UTF-8; what is not valid UTF-8 becomes U+FFFD.
    @inlinable public mutating func field(_ name: StaticString, utf8 text: UnsafeRawBufferPointer) {
        key(name)
        value(utf8: text)
    }

    /// A key and a number in thousandths, e.g. 870 as `0.87`.
    @inlinable public mutating func field(_ name: StaticString, permille: Int64) {
        key(name)
        value(permille: permille)
    }

    @inlinable public mutating func null() { literal(0x6C6C_756E, length: 4) }

    /// Bytes that are one JSON value already.
    @inlinable public mutating func value(raw json: UnsafeRawBufferPointer) {
        separate()
        buffer.putBytes(json)
        separates = true
    }

    /// Writes once more what stands at a place already: the last fields of an object and its end, after a field.
    mutating func repeatEnd(_ place: Range<Int>) {
        buffer.putAgain(place)
        separates = true
    }

    @inlinable mutating func separate() { if separates { buffer.put8(0x2C) } }

    @inlinable mutating func open(_ bracket: UInt8) {
        separate()
        buffer.put8(bracket)
        separates = false
    }

    @inlinable mutating func close(_ bracket: UInt8) {
        buffer.put8(bracket)
        separates = true
    }

    /// At most eight bytes, the first one lowest.
    @inlinable mutating func literal(_ bytes: UInt64, length: Int) {
        separate()
        let end = buffer.count + length
        buffer.put(bytes)
        buffer.truncate(to: end)
        separates = true
    }
}
