/// An airport: three letters (IATA) or a letter and three letters or digits (ICAO).
public struct AirportCode: PackedIdentifier {
    public static let capacity = 4
    @usableFromInline let raw: UInt32
    @inlinable public var packed: UInt64 { UInt64(raw) }
    @inlinable public init(packed: UInt64) { raw = UInt32(truncatingIfNeeded: packed) & 0xFF_FFFF }

    /// - Returns: nil unless the text is `[A-Z]{3}` or `[A-Z][A-Z0-9]{3}` (lower case is raised).
    @inlinable public init?(ascii text: UnsafeRawBufferPointer) {
        guard text.count == 3 || text.count == 4, let packed = PackedText.pack(text, capacity: 4) else { return nil }
        guard packed >> 18 <= 26 else { return nil }
        if text.count == 3 {
            guard packed >> 12 & 63 <= 26, packed >> 6 & 63 <= 26 else { return nil }
        } else {
            guard packed >> 12 & 63 != 37, packed >> 6 & 63 != 37, packed & 63 != 37 else { return nil }
        }
        self.init(packed: packed)
    }

    public init?(_ text: String) {
        guard let code = Self.checked(text, { Self(ascii: $0) }) else { return nil }
        self = code
    }
}

/// An airline: two or three of A-Z and 0-9, with a letter among them.
public struct CarrierCode: PackedIdentifier {
    public static let capacity = 3
    @usableFromInline let raw: UInt32
    @inlinable public var packed: UInt64 { UInt64(raw) }
    @inlinable public init(packed: UInt64) { raw = UInt32(truncatingIfNeeded: packed) & 0x3_FFFF }

    /// - Returns: nil unless the text is 2 or 3 of A-Z 0-9 (lower case is raised).
    @inlinable public init?(ascii text: UnsafeRawBufferPointer) {
        guard text.count == 2 || text.count == 3, let packed = PackedText.pack(text, capacity: 3) else { return nil }
        for byte in text where byte == 0x2D { return nil }
        self.init(packed: packed)
    }

    public init?(_ text: String) {
        guard let code = Self.checked(text, { Self(ascii: $0) }) else { return nil }
        self = code
    }
}

/// An aircraft registration: 2 to 10 of A-Z, 0-9 and `-`.
public struct Tail: PackedIdentifier {
    public static let capacity = 10
    public let packed: UInt64
    @inlinable public init(packed: UInt64) { self.packed = packed & 0xFFF_FFFF_FFFF_FFFF }

    /// - Returns: nil unless the text is 2…10 of A-Z 0-9 `-` (lower case is raised).
    @inlinable public init?(ascii text: UnsafeRawBufferPointer) {
        guard text.count >= 2, let packed = PackedText.pack(text, capacity: 10) else { return nil }
        self.init(packed: packed)
    }

    public init?(_ text: String) {
        guard let code = Self.checked(text, { Self(ascii: $0) }) else { return nil }
        self = code
    }
}

/// An aircraft type, as the source names it (ICAO `A320` or IATA `320`): 1 to 8 of A-Z, 0-9 and `-`.
public struct AircraftType: PackedIdentifier {
    public static let capacity = 8
    public let packed: UInt64
    @inlinable public init(packed: UInt64) { self.packed = packed & 0xFFFF_FFFF_FFFF }
}

/// A flight designator with its number: `[A-Z0-9]{2,3}[0-9]{1,4}[A-Z]?`, where the designator has a letter.
public struct FlightNumber: PackedIdentifier {
    public static let capacity = 8
    public let packed: UInt64
    @inlinable public init(packed: UInt64) { self.packed = packed & 0xFFFF_FFFF_FFFF }

    /// - Returns: nil unless the text has the form above (lower case is raised).
    @inlinable public init?(ascii text: UnsafeRawBufferPointer) {
        guard text.count >= 3, let packed = PackedText.pack(text, capacity: 8) else { return nil }
        self.init(packed: packed)
        guard carrier(length: text.count) != nil else { return nil }
    }

    public init?(_ text: String) {
        guard let code = Self.checked(text, { Self(ascii: $0) }) else { return nil }
        self = code
    }

    /// The designator's carrier: three characters where the third is a letter (ICAO), else two (IATA).
    @inlinable public var carrier: CarrierCode {
        var length = 0
        while length < 8, packed >> UInt64(42 - 6 * length) & 63 != 0 { length += 1 }
        return carrier(length: length) ?? .none
    }

    @inlinable func carrier(length: Int) -> CarrierCode? {
        @inline(__always) func at(_ i: Int) -> UInt64 { packed >> UInt64(42 - 6 * i) & 63 }
        @inline(__always) func isLetter(_ i: Int) -> Bool { at(i) >= 1 && at(i) <= 26 }
        @inline(__always) func isDigit(_ i: Int) -> Bool { at(i) >= 27 && at(i) <= 36 }
        guard length >= 3, isLetter(0) || isDigit(0), isLetter(1) || isDigit(1) else { return nil }
        let designator = isLetter(2) ? 3 : 2
        guard designator == 3 || isLetter(0) || isLetter(1) else { return nil }
        var digits = designator
        while digits < length, isDigit(digits) { digits += 1 }
        let count = digits - designator
        guard count >= 1, count <= 4 else { return nil }
        guard digits == length || (digits == length - 1 && isLetter(digits)) else { return nil }
        let mask: UInt64 = designator == 3 ? 0x3_FFFF : 0x3_FFC0
        return CarrierCode(packed: packed >> 30 & mask)
    }
}
