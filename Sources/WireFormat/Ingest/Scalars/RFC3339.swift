public import DisruptionCore

/// Dates and instants as text.
/// Source: RFC 3339, section 5.6, strictly: a full date, `T`, `t` or a space, hours 00 to 23, minutes, seconds, an
/// optional fraction, and `Z`, `z` or an offset of hours 00 to 23. A fraction is cut to milliseconds. 24:00 is refused.
/// A leap second is taken where one can be, at 23:59:60 UTC, and is the first instant of the next day.
public enum RFC3339 {
    /// - Returns: nil unless the text is an instant of the years 0001 to 9999.
    public static func instant(_ text: UnsafeRawBufferPointer) -> Instant? {
        guard text.count >= 20, let start = text.baseAddress, let days = days(start) else { return nil }
        return instant(text, start, days)
    }

    /// `instant` for texts whose dates come again and again.
    @inline(__always)
    static func instant(_ text: UnsafeRawBufferPointer, remembering dates: borrowing DateMemory) -> Instant? {
        guard text.count >= 20, let start = text.baseAddress, let days = dates.days(start) else { return nil }
        return instant(text, start, days)
    }

    /// The instant of a text of at least 20 characters whose date is read.
    private static func instant(_ text: UnsafeRawBufferPointer, _ start: UnsafeRawPointer, _ days: Int64) -> Instant? {
        let word = start.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        let separator = UInt8(truncatingIfNeeded: word >> 16)
        guard word & 0x0000_FF00_0000_0000 == 0x0000_3A00_0000_0000,
            separator | 0x20 == 0x74 || separator == 0x20
        else { return nil }
        let clock = (word & 0xFFFF_00FF_FF00_FFFF) ^ 0x3030_0030_3000_3030
        // `:SS` and what follows them.
        let end = start.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
        let seconds = UInt64(truncatingIfNeeded: (end >> 8 & 0xFFFF) ^ 0x3030)
        guard end & 0xFF == 0x3A, SWAR.areDigits(clock), SWAR.areDigits(seconds) else { return nil }
        let pairs = SWAR.pairs(clock)
        let hour = Int64(truncatingIfNeeded: pairs >> 24 & 0xFF)
        let minute = Int64(truncatingIfNeeded: pairs >> 48 & 0xFF)
        let second = Int64(truncatingIfNeeded: SWAR.pairs(seconds) & 0xFF)
        guard hour <= 23, minute <= 59, second <= 60 else { return nil }
        var ms = (((days &* 24 &+ hour) &* 60 &+ minute) &* 60 &+ second) &* 1000
        if text.count > 20 || end >> 24 | 0x20 != 0x7A {
            guard let shift = tail(text) else { return nil }
            ms += shift
        }
        if second == 60 {
            // Whole seconds of the day that the leap second would be the end of.
            guard floorDivide(ms, 1000) % 86_400 == 0 else { return nil }
        }
        return Instant(ms: ms)
    }

    /// - Returns: nil unless the text is a date `2008-01-05` of the years 0001 to 9999.
    public static func date(_ text: UnsafeRawBufferPointer) -> CalendarDate? {
        guard text.count == 10, let start = text.baseAddress else { return nil }
        return days(start).map { CalendarDate(days: Int32(truncatingIfNeeded: $0)) }
    }

    /// What a fraction and an offset add, in milliseconds.
    private static func tail(_ text: UnsafeRawBufferPointer) -> Int64? {
        var at = 19
        var ms: Int64 = 0
        if text[at] == 0x2E {
            var scale: Int64 = 100
            at += 1
            while at < text.count, text[at] &- 0x30 <= 9 {
                ms += Int64(text[at] - 0x30) * scale
                scale /= 10
                at += 1
            }
            guard at > 20, at < text.count else { return nil }
        }
        let zone = text[at]
        if zone | 0x20 == 0x7A { return at + 1 == text.count ? ms : nil }
        guard zone == 0x2B || zone == 0x2D, text.count == at + 6, text[at + 3] == 0x3A else { return nil }
        let digits =
            UInt64(text[at + 1] ^ 0x30) | UInt64(text[at + 2] ^ 0x30) << 8 | UInt64(text[at + 4] ^ 0x30) << 16
            | UInt64(text[at + 5] ^ 0x30) << 24
        guard SWAR.areDigits(digits) else { return nil }
        let pairs = SWAR.pairs(digits)
        let hours = Int64(pairs & 0xFF)
        let minutes = Int64(pairs >> 16 & 0xFF)
        guard hours <= 23, minutes <= 59 else { return nil }
        let offset = (hours * 60 + minutes) * 60_000
        return zone == 0x2B ? ms - offset : ms + offset
    }

    /// Days since 1970-01-01 of the ten characters at `start`.
    fileprivate static func days(_ start: UnsafeRawPointer) -> Int64? {
        let word = start.loadUnaligned(as: UInt64.self)
        let last = UInt64(start.loadUnaligned(fromByteOffset: 8, as: UInt16.self) ^ 0x3030)
        guard word & 0xFF00_00FF_0000_0000 == 0x2D00_002D_0000_0000 else { return nil }
        let digits = (word & 0x00FF_FF00_FFFF_FFFF) ^ 0x0030_3000_3030_3030
        guard SWAR.areDigits(digits), SWAR.areDigits(last) else { return nil }
        let pairs = SWAR.pairs(digits)
        let year = UInt32(truncatingIfNeeded: pairs & 0xFF) &* 100 &+ UInt32(truncatingIfNeeded: pairs >> 16 & 0xFF)
        let month = UInt32(truncatingIfNeeded: pairs >> 40 & 0xFF)
        let day = UInt32(truncatingIfNeeded: SWAR.pairs(last) & 0xFF)
        guard year >= 1, month &- 1 <= 11, day >= 1 else { return nil }
        guard day <= 28 || day <= length(month, year) else { return nil }
        // Howard Hinnant's days_from_civil, for years that are not negative; nothing in it can overflow.
        let isEarly = month <= 2
        let y = isEarly ? year &- 1 : year
        let dayOfYear = (153 &* (isEarly ? month &+ 9 : month &- 3) &+ 2) / 5 &+ day
        let century = y / 100
        let days = y &* 365 &+ y / 4 &- century &+ century / 4 &+ dayOfYear
        return Int64(days) &- 719_469
    }

    private static func length(_ month: UInt32, _ year: UInt32) -> UInt32 {
        if month == 2 { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28 }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
    }
}

/// The last dates that were read, by the last digit of their text: the events of an hour have two or three.
struct DateMemory: ~Copyable {
    private struct Entry {
        var yearAndMonth: UInt64 = 0
        var day: UInt16 = 0
        var days: Int32 = 0
    }
    private let entries: UnsafeMutablePointer<Entry>
    private static let size = 16

    init() {
        entries = .allocate(capacity: DateMemory.size)
        entries.initialize(repeating: Entry(), count: DateMemory.size)
    }

    deinit { entries.deallocate() }

    /// Days since 1970-01-01 of the ten characters at `start`; nil unless they are a date.
    @inline(__always) func days(_ start: UnsafeRawPointer) -> Int64? {
        let yearAndMonth = start.loadUnaligned(as: UInt64.self)
        let day = start.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
        let entry = entries + Int(day >> 8 & 15)
        if entry.pointee.yearAndMonth == yearAndMonth, entry.pointee.day == day { return Int64(entry.pointee.days) }
        guard let days = RFC3339.days(start) else { return nil }
        entry.pointee = Entry(yearAndMonth: yearAndMonth, day: day, days: Int32(truncatingIfNeeded: days))
        return days
    }

    /// `RFC3339.date` from memory.
    @inline(__always) func date(_ text: UnsafeRawBufferPointer) -> CalendarDate? {
        guard text.count == 10, let start = text.baseAddress, let days = days(start) else { return nil }
        return CalendarDate(days: Int32(truncatingIfNeeded: days))
    }
}

/// Eight characters at once, one in each byte of a word.
enum SWAR {
    /// Whether every byte, a character with 0x30 taken off by XOR, is 0…9.
    @inline(__always) static func areDigits(_ word: UInt64) -> Bool {
        (word &+ 0x7676_7676_7676_7676 | word) & 0x8080_8080_8080_8080 == 0
    }

    /// Byte i becomes 10 × byte i + byte i + 1.
    @inline(__always) static func pairs(_ word: UInt64) -> UInt64 { word &* 10 &+ word >> 8 }
}
