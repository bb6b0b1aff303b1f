import DisruptionCore

/// Writes the groups of a report, with one space between them.
struct CodeText {
    private var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    init() { bytes.reserveCapacity(120) }

    /// Begins a group.
    mutating func group(_ text: StaticString) {
        if !bytes.isEmpty { bytes.append(0x20) }
        add(text)
    }

    mutating func group(_ code: AirportCode) {
        if !bytes.isEmpty { bytes.append(0x20) }
        bytes.append(contentsOf: code.description.utf8)
    }

    /// Begins a group with a number of so many digits.
    mutating func group(_ number: Int, digits: Int) {
        if !bytes.isEmpty { bytes.append(0x20) }
        add(number, digits: digits)
    }

    mutating func add(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// 0 and more, with leading zeros.
    mutating func add(_ number: Int, digits: Int) {
        var scale = 1
        for _ in 1..<max(digits, 1) { scale *= 10 }
        while scale > 0 {
            bytes.append(UInt8(0x30 + number / scale % 10))
            scale /= 10
        }
    }

    /// Day, hour and minute, e.g. 221750; without the minute where it is left out.
    mutating func add(day minute: Int, hasMinutes: Bool) {
        let day = CalendarDate(utc: Instant(ms: Int64(minute) * 60_000)).civil.day
        add(day, digits: 2)
        add(minute / 60 % 24, digits: 2)
        if hasMinutes { add(minute % 60, digits: 2) }
    }

    /// Day and hour of a period's end: midnight is hour 24 of the day before.
    mutating func add(end minute: Int) {
        guard minute / 60 % 24 == 0 else { return add(day: minute, hasMinutes: false) }
        add(CalendarDate(utc: Instant(ms: Int64(minute - 1) * 60_000)).civil.day, digits: 2)
        add("24")
    }

    /// `1212/1318`.
    mutating func group(from: Int, to: Int) {
        group("")
        add(day: from, hasMinutes: false)
        add("/")
        add(end: to)
    }

    /// Whole degrees, M before those below zero; halves go to the warmer one.
    mutating func add(temperature: Double) {
        let rounded = Int((temperature + 1_000.5)) - 1_000
        if temperature < 0 { add("M") }
        add(rounded < 0 ? -rounded : rounded, digits: 2)
    }
}
