public import DisruptionCore

extension JSONWriter {
    @usableFromInline mutating func value(integer: Int64) {
        separate()
        buffer.putDecimal(integer)
        separates = true
    }

    /// A number in thousandths, e.g. 870 as `0.87` and 1000 as `1`: no exponent, no trailing zeros.
    public mutating func value(permille: Int64) {
        separate()
        if permille < 0 { buffer.put8(0x2D) }
        let magnitude = permille.magnitude
        buffer.putDecimal(Int64(magnitude / 1000))
        let fraction = Int(magnitude % 1000)
        if fraction != 0 {
            buffer.put8(0x2E)
            buffer.put8(0x30 + UInt8(fraction / 100))
            if fraction % 100 != 0 { buffer.put8(0x30 + UInt8(fraction / 10 % 10)) }
            if fraction % 10 != 0 { buffer.put8(0x30 + UInt8(fraction % 10)) }
        }
        separates = true
    }

    mutating func value(instant: Instant) { quoted { $0.put(instant: instant) } }

    mutating func value(date: CalendarDate) { quoted { $0.put(date: date) } }

    mutating func value(packed: UInt64, capacity: Int) { quoted { $0.put(packed: packed, capacity: capacity) } }

    /// A string of ASCII that needs no escaping, written by `body`.
    public mutating func quoted(_ body: (inout ByteWriter) -> Void) {
        separate()
        buffer.put8(0x22)
        body(&buffer)
        buffer.put8(0x22)
        separates = true
    }
}
