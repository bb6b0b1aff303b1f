public import DisruptionCore

/// A value that has one form in JSON.
public protocol JSONWritable {
    func write(to json: inout JSONWriter)
}

extension Bool: JSONWritable {
    @inlinable public func write(to json: inout JSONWriter) {
        if self { json.literal(0x6575_7274, length: 4) } else { json.literal(0x65_736C_6166, length: 5) }
    }
}

extension Int: JSONWritable {
    @inlinable public func write(to json: inout JSONWriter) { json.value(integer: Int64(self)) }
}
extension Int64: JSONWritable {
    @inlinable public func write(to json: inout JSONWriter) { json.value(integer: self) }
}
extension Int32: JSONWritable {
    @inlinable public func write(to json: inout JSONWriter) { json.value(integer: Int64(self)) }
}
extension UInt32: JSONWritable {
    @inlinable public func write(to json: inout JSONWriter) { json.value(integer: Int64(self)) }
}
extension UInt16: JSONWritable {
    @inlinable public func write(to json: inout JSONWriter) { json.value(integer: Int64(self)) }
}
extension UInt8: JSONWritable {
    @inlinable public func write(to json: inout JSONWriter) { json.value(integer: Int64(self)) }
}

extension String: JSONWritable {
    public func write(to json: inout JSONWriter) {
        var text = self
        text.withUTF8 { json.value(utf8: UnsafeRawBufferPointer($0)) }
    }
}

extension StaticString: JSONWritable {
    public func write(to json: inout JSONWriter) {
        withUTF8Buffer { json.value(utf8: UnsafeRawBufferPointer($0)) }
    }
}

/// nil is `null`; `JSONWriter.field(_:ifPresent:)` leaves the field out instead.
extension Optional: JSONWritable where Wrapped: JSONWritable {
    @inlinable public func write(to json: inout JSONWriter) {
        if let self { self.write(to: &json) } else { json.null() }
    }
}

/// RFC 3339 in UTC with `Z`, e.g. `"2008-01-05T12:30:00Z"`; milliseconds only where they are not zero.
extension Instant: JSONWritable {
    public func write(to json: inout JSONWriter) { json.value(instant: self) }
}

/// `"2008-01-05"`.
extension CalendarDate: JSONWritable {
    public func write(to json: inout JSONWriter) { json.value(date: self) }
}

extension AirportCode: JSONWritable {
    public func write(to json: inout JSONWriter) { json.value(packed: packed, capacity: AirportCode.capacity) }
}
extension CarrierCode: JSONWritable {
    public func write(to json: inout JSONWriter) { json.value(packed: packed, capacity: CarrierCode.capacity) }
}
extension Tail: JSONWritable {
    public func write(to json: inout JSONWriter) { json.value(packed: packed, capacity: Tail.capacity) }
}
extension FlightNumber: JSONWritable {
    public func write(to json: inout JSONWriter) { json.value(packed: packed, capacity: FlightNumber.capacity) }
}

/// The `leg_id`, e.g. `"AA123/2008-01-05/ORD"`.
extension LegKey: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.quoted { $0.putLeg(self) }
    }
}
