/// Reads the parts of a POSIX TZ string; nil is a syntax error.
struct ZoneRuleScanner {
    private let text: [UInt8]
    private var at = 0

    init(_ text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { at == text.count }
    func next(is byte: UInt8) -> Bool { at < text.count && text[at] == byte }

    mutating func take(_ byte: UInt8) -> Bool {
        guard next(is: byte) else { return false }
        at += 1
        return true
    }

    /// Three or more letters, or `<` letters, digits and signs `>`; packed.
    mutating func name() -> UInt64? {
        let quoted = take(0x3C)
        let start = at
        while at < text.count {
            let byte = text[at]
            let isLetter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            let isOther = (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D
            guard isLetter || (quoted && isOther) else { break }
            at += 1
        }
        let letters = text[start..<at]
        guard letters.count >= 3 else { return nil }
        if quoted, !take(0x3E) { return nil }
        return TZif.LocalType.pack(letters)
    }

    /// `[+-]h[h[h]][:mm[:ss]]` in seconds.
    mutating func time(hoursMax: Int) -> Int64? {
        let sign: Int64 = take(0x2D) ? -1 : 1
        if sign == 1 { _ = take(0x2B) }
        guard let hours = number(max: hoursMax) else { return nil }
        var seconds = Int64(hours) * 3600
        if take(0x3A) {
            guard let minutes = number(max: 59) else { return nil }
            seconds += Int64(minutes) * 60
            if take(0x3A) {
                guard let rest = number(max: 59) else { return nil }
                seconds += Int64(rest)
            }
        }
        return sign * seconds
    }

    /// A day of the year with `/time`, 02:00 by default.
    mutating func moment() -> ZoneRule.Moment? {
        guard let day = day() else { return nil }
        var seconds: Int64 = 7200
        if take(0x2F) {
            guard let given = time(hoursMax: 167) else { return nil }
            seconds = given
        }
        return ZoneRule.Moment(day: day, seconds: seconds)
    }

    private mutating func day() -> ZoneRule.Moment.Day? {
        if take(0x4D) {
            guard let month = number(max: 12), month >= 1, take(0x2E), let week = number(max: 5), week >= 1,
                take(0x2E), let day = number(max: 6)
            else { return nil }
            return .weekday(month: month, week: week, day: day)
        }
        if take(0x4A) {
            guard let number = number(max: 365), number >= 1 else { return nil }
            return .julian(number)
        }
        return number(max: 365).map { .zeroBased($0) }
    }

    /// One to three digits up to `max`.
    private mutating func number(max: Int) -> Int? {
        var value = 0
        let start = at
        while at < text.count, at - start < 3, (0x30...0x39).contains(text[at]) {
            value = value * 10 + Int(text[at] - 0x30)
            at += 1
        }
        return at > start && value <= max ? value : nil
    }
}
