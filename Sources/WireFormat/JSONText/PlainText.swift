public import DisruptionCore

/// Numbers, times and identifiers as ASCII, without quotes.
extension ByteWriter {
    /// A decimal number; at most 20 characters.
    public mutating func putDecimal(_ value: Int64) {
        var rest = value.magnitude
        if value < 0 { put8(0x2D) }
        guard rest >= 100_000_000 else { return putShort(rest) }
        let low = rest % 100_000_000
        rest /= 100_000_000
        if rest < 100_000_000 {
            putShort(rest)
        } else {
            putShort(rest / 100_000_000)
            put(ASCIIDigits.eight(rest % 100_000_000))
        }
        put(ASCIIDigits.eight(low))
    }

    /// A number below 10^8 without leading zeros.
    mutating func putShort(_ value: UInt64) {
        guard value >= 10 else { return put8(0x30 + UInt8(value)) }
        let digits = ASCIIDigits.eight(value)
        let zeros = (digits & 0x0F0F_0F0F_0F0F_0F0F).trailingZeroBitCount & ~7
        let end = count + 8 - zeros / 8
        put(digits >> UInt64(zeros))
        truncate(to: end)
    }

    /// `2008-01-05`.
    public mutating func put(date: CalendarDate) {
        let (year, month, day) = date.civil
        put(ASCIIDigits.yearAndMonth(year, month))
        put(UInt16(truncatingIfNeeded: ASCIIDigits.two(day)))
    }

    /// RFC 3339 in UTC with `Z`; milliseconds only where they are not zero.
    /// - Parameter instant: of the years 0001 to 9999; one outside is moved to the nearer end.
    public mutating func put(instant: Instant) {
        let ms = min(max(instant.ms, -62_135_596_800_000), 253_402_300_799_999)
        let days = floorDivide(ms, 86_400_000)
        let inDay = Int(ms - days * 86_400_000)
        let (year, month, day) = CalendarDate(days: Int32(days)).civil
        let seconds = inDay / 1000
        let minutes = seconds / 60
        put(ASCIIDigits.yearAndMonth(year, month))
        let hour = ASCIIDigits.two(minutes / 60) << 24
        put(ASCIIDigits.two(day) | 0x54 << 16 | hour | 0x3A << 40 | ASCIIDigits.two(minutes % 60) << 48)
        put8(0x3A)
        put(UInt16(truncatingIfNeeded: ASCIIDigits.two(seconds % 60)))
        let fraction = inDay % 1000
        if fraction != 0 {
            put8(0x2E)
            put8(0x30 + UInt8(fraction / 100))
            put(UInt16(truncatingIfNeeded: ASCIIDigits.two(fraction % 100)))
        }
        put8(0x5A)
    }

    /// The characters of a packed identifier.
    public mutating func put(packed: UInt64, capacity: Int) {
        var shift = UInt64(6 * capacity)
        while shift > 0 {
            shift -= 6
            let byte = PackedText.ascii(packed >> shift & 63)
            if byte == 0 { return }
            put8(byte)
        }
    }

    /// The `leg_id`: `AA123/2008-01-05/ORD`, of a later attempt `AA123/2008-01-05/ORD#2`.
    public mutating func putLeg(_ leg: LegKey) {
        put(packed: leg.flight.packed, capacity: FlightNumber.capacity)
        put8(0x2F)
        put(date: leg.date)
        put8(0x2F)
        put(packed: leg.origin.packed, capacity: AirportCode.capacity)
        guard leg.attempt > 1 else { return }
        put8(0x23)
        putDecimal(Int64(leg.attempt))
    }
}

/// Digits as ASCII packed into words, the first character in the lowest byte.
enum ASCIIDigits {
    /// Two digits of 0…99.
    static func two(_ value: Int) -> UInt64 {
        let v = UInt64(truncatingIfNeeded: value)
        return 0x3030 | v / 10 | (v % 10) << 8
    }

    /// `2008-01-`.
    static func yearAndMonth(_ year: Int, _ month: Int) -> UInt64 {
        two(year / 100) | two(year % 100) << 16 | 0x2D << 32 | two(month) << 40 | 0x2D << 56
    }

    /// Eight digits of a number below 10^8, leading zeros kept.
    ///
    /// Source: Paul Khuong, "How to print integers really fast" (2017): two halves of four digits in one word, divided
    /// by 100 and then by 10 with multiplications.
    static func eight(_ value: UInt64) -> UInt64 {
        let merged = value / 10_000 | (value % 10_000) << 32
        let top = (merged &* 10_486) >> 20 & 0x0000_007F_0000_007F
        let hundreds = top | (merged &- 100 &* top) << 16
        let tens = (hundreds &* 103) >> 10 & 0x000F_000F_000F_000F
        return 0x3030_3030_3030_3030 | tens | (hundreds &- 10 &* tens) << 8
    }
}
