/// A column of a learned row: how its text becomes part of the key, and back.
enum LearnedColumn: Equatable {
    case time, carrier, airport
    /// `from`, `to`, or `*` where no airport follows.
    case direction
    /// The lower edge of a step of a margin, in minutes.
    case edge(MarginSteps)
    /// A step of a chance, in twentieths.
    case step
    /// One of so many classes of a margin, or `*`.
    case sizeClass(of: UInt64)
    /// One of up to eight, from 0.
    case place(of: UInt64)
    /// Of the local day, 0 to 23, or `*`.
    case hour
    /// `weekday`, `weekend`, or `*`.
    case dayClass

    /// Bits of the key; the last column has the lowest.
    var bits: UInt64 {
        switch self {
        case .time: 2
        case .carrier: 18
        case .airport: LearnedKey.airportBits
        case .direction, .dayClass: 2
        case .hour: 5
        case .edge: 6
        case .step: 5
        case .sizeClass, .place: 3
        }
    }

    private static let all = UInt8(ascii: "*")

    /// - Returns: nil where the text cannot stand in this column.
    func value(_ text: UnsafeRawBufferPointer) -> UInt64? {
        let isAll = text.count == 1 && text[0] == Self.all
        switch self {
        case .time: return InformationTime.allCases.first { text.equals($0.name) }.map { UInt64($0.rawValue) }
        case .carrier: return isAll ? 0 : CarrierCode(ascii: text)?.packed
        case .airport: return isAll ? 0 : AirportCode(ascii: text)?.packed
        case .direction: return isAll ? 0 : text.equals("from") ? 1 : text.equals("to") ? 2 : nil
        case .edge(let steps):
            guard let edge = LearnedNumber.value(text), (edge - Int64(steps.first)) % 5 == 0 else { return nil }
            let step = (edge - Int64(steps.first)) / 5
            return step >= 0 && step < steps.count ? UInt64(step) : nil
        case .step: return LearnedNumber.value(text).flatMap { (0..<20).contains($0) ? UInt64($0) : nil }
        case .sizeClass(let count):
            return isAll ? 0 : Self.place(text, of: count).map { $0 + 1 }
        case .place(let count):
            return Self.place(text, of: count)
        case .hour:
            return isAll ? 0 : Self.place(text, of: 24).map { $0 + 1 }
        case .dayClass:
            return isAll ? 0 : text.equals("weekday") ? 1 : text.equals("weekend") ? 2 : nil
        }
    }

    private static func place(_ text: UnsafeRawBufferPointer, of count: UInt64) -> UInt64? {
        LearnedNumber.value(text).flatMap { UInt64(exactly: $0) }.flatMap { $0 < count ? $0 : nil }
    }

    func text(_ value: UInt64) -> String {
        switch self {
        case .time: InformationTime(rawValue: UInt8(truncatingIfNeeded: value)).map { "\($0.name)" } ?? "*"
        case .carrier: value == 0 ? "*" : CarrierCode(packed: value).description
        case .airport: value == 0 ? "*" : AirportCode(packed: value).description
        case .direction: value == 0 ? "*" : value == 1 ? "from" : "to"
        case .edge(let steps): "\(steps.first + 5 * Int(truncatingIfNeeded: value))"
        case .step, .place: "\(value)"
        case .dayClass: value == 0 ? "*" : value == 1 ? "weekday" : "weekend"
        case .sizeClass, .hour: value == 0 ? "*" : "\(value - 1)"
        }
    }
}

/// Whole numbers in learned rows.
enum LearnedNumber {
    /// Decimal digits, nine at most, with `-` before them where negative; no leading zeros.
    static func value(_ text: UnsafeRawBufferPointer) -> Int64? {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = text.dropFirst(isNegative ? 1 : 0)
        guard digits.count >= 1, digits.count <= 9 else { return nil }
        if digits.first == UInt8(ascii: "0"), text.count > 1 { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            value = value * 10 + Int64(digit - 0x30)
        }
        return isNegative ? -value : value
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes are those of an ASCII string.
    func equals(_ name: StaticString) -> Bool {
        elementsEqual(UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }
}
