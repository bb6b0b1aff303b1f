/// Identifiers packed six bits a character, first character in the highest used bits, so that comparing the integers of
/// two identifiers of one length compares their text. 0 is no character, 1…26 are A-Z, 27…36 are 0-9, 37 is `-`.
public enum PackedText {
    /// The six-bit code of an ASCII character, lower case raised; 0 where it has none.
    @inlinable public static func code(_ ascii: UInt8) -> UInt64 {
        switch ascii {
        case 0x41...0x5A: UInt64(ascii - 0x41 + 1)
        case 0x61...0x7A: UInt64(ascii - 0x61 + 1)
        case 0x30...0x39: UInt64(ascii - 0x30 + 27)
        case 0x2D: 37
        default: 0
        }
    }

    /// The ASCII character of a six-bit code; 0 for no character and for codes that are not in use.
    @inlinable public static func ascii(_ code: UInt64) -> UInt8 {
        switch code {
        case 1...26: UInt8(code) - 1 + 0x41
        case 27...36: UInt8(code) - 27 + 0x30
        case 37: 0x2D
        default: 0
        }
    }

    /// Packs 1…`capacity` characters left-aligned into `capacity` × 6 bits.
    /// - Returns: nil when the text is empty, too long or has a character without a code.
    @inlinable public static func pack(_ text: UnsafeRawBufferPointer, capacity: Int) -> UInt64? {
        guard text.count > 0, text.count <= capacity else { return nil }
        var packed: UInt64 = 0
        for byte in text {
            let code = code(byte)
            if code == 0 { return nil }
            packed = packed << 6 | code
        }
        return packed << UInt64(6 * (capacity - text.count))
    }

    /// Calls `body` with each character of a value packed with `capacity`.
    @inlinable public static func forEachByte(_ packed: UInt64, capacity: Int, _ body: (UInt8) -> Void) {
        var shift = 6 * (capacity - 1)
        while shift >= 0 {
            let byte = ascii(packed >> UInt64(shift) & 63)
            if byte == 0 { return }
            body(byte)
            shift -= 6
        }
    }

    /// The text of a packed value.
    public static func string(_ packed: UInt64, capacity: Int) -> String {
        var bytes: [UInt8] = []
        forEachByte(packed, capacity: capacity) { bytes.append($0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// An identifier that is a packed integer; 0 is none.
public protocol PackedIdentifier: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Characters that fit.
    static var capacity: Int { get }
    /// The packed characters, left-aligned in `capacity` × 6 bits.
    var packed: UInt64 { get }
    init(packed: UInt64)
}

extension PackedIdentifier {
    /// No identifier.
    @inlinable public static var none: Self { Self(packed: 0) }
    @inlinable public var isNone: Bool { packed == 0 }
    @inlinable public static func < (a: Self, b: Self) -> Bool { a.packed < b.packed }
    public var description: String { PackedText.string(packed, capacity: Self.capacity) }
    /// Calls `body` with each ASCII character.
    @inlinable public func forEachByte(_ body: (UInt8) -> Void) {
        PackedText.forEachByte(packed, capacity: Self.capacity, body)
    }

    /// An identifier from text, checked by the type's own rule.
    static func checked(_ text: String, _ make: (UnsafeRawBufferPointer) -> Self?) -> Self? {
        var text = text
        return text.withUTF8 { make(UnsafeRawBufferPointer($0)) }
    }
}
