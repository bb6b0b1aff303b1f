/// Rows in the binary format of COPY, gathered in one buffer that is used again and again.
///
/// A row is the number of its columns and, for each, its length and its bytes as the type's `…send` function writes
/// them; null is the length -1. The whole begins with `header` and ends with `trailer`. Source: PostgreSQL
/// documentation, COPY, "Binary Format"; the types' forms from the `…recv` functions of the server.
public struct CopyRows: Sendable {
    /// The rows so far, without header and trailer.
    public private(set) var bytes: [UInt8] = []

    /// What the server wants before the first row.
    public static let header: [UInt8] = Array("PGCOPY\n".utf8) + [0xff, 0x0d, 0x0a, 0] + Array(repeating: 0, count: 8)
    /// What it wants after the last.
    public static let trailer: [UInt8] = [0xff, 0xff]

    /// Microseconds from 1970 to 2000, where PostgreSQL's times begin; both UTC.
    private static let epochMicroseconds: Int64 = 946_684_800_000_000
    /// Days from 1970 to 2000.
    private static let epochDays: Int32 = 10_957

    /// An empty buffer.
    public init(capacityBytes: Int = 0) {
        bytes.reserveCapacity(capacityBytes)
    }

    /// Forgets the rows, keeps the memory.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Forgets what comes from a byte on, where a row began.
    public mutating func removeLast(from byte: Int) { bytes.removeSubrange(byte...) }

    /// Begins a row of so many columns, which follow in order.
    public mutating func beginRow(columns: Int) { append(bits: UInt16(columns)) }

    /// A null of any type.
    public mutating func appendNull() { append(bits: UInt32.max) }

    /// A `bigint`.
    public mutating func append(bigint value: Int64) {
        append(bits: UInt32(8))
        append(bits: UInt64(bitPattern: value))
    }

    /// An `integer`.
    public mutating func append(integer value: Int32) {
        append(bits: UInt32(4))
        append(bits: UInt32(bitPattern: value))
    }

    /// A `boolean`.
    public mutating func append(boolean value: Bool) {
        append(bits: UInt32(1))
        bytes.append(value ? 1 : 0)
    }

    /// A `double precision`.
    public mutating func append(double value: Double) {
        append(bits: UInt32(8))
        append(bits: value.bitPattern)
    }

    /// A `timestamptz`.
    ///
    /// - Parameter ms: milliseconds since 1970 UTC; what lies outside of PostgreSQL's times becomes `infinity` or
    ///   `-infinity`.
    public mutating func append(timestampMs ms: Int64) {
        let isEarly = ms < Self.timesMs.lowerBound
        guard Self.timesMs.contains(ms) else { return append(bigint: isEarly ? .min : .max) }
        append(bigint: ms * 1000 - Self.epochMicroseconds)
    }

    /// From 4714-11-24 BC to the end of 294276. Source: PostgreSQL's datatype/timestamp.h, MIN_TIMESTAMP and
    /// END_TIMESTAMP, less what their microseconds would overflow by.
    private static let timesMs: ClosedRange<Int64> = -210_866_803_200_000...9_223_371_331_199_999

    /// A `date`.
    ///
    /// - Parameter days: since 1970-01-01.
    public mutating func append(dateDays days: Int32) { append(integer: days &- Self.epochDays) }

    /// A `text`; the server refuses what is not UTF-8. A NUL becomes U+FFFD, because `text` has no place for it.
    public mutating func append(text: UnsafeRawBufferPointer) {
        guard text.contains(0) else { return append(lengthOf: text.count, text) }
        append(text: String(decoding: text, as: UTF8.self).replacingNul())
    }

    /// A `text`.
    public mutating func append(text: String) {
        var text = text
        text.withUTF8 { append(text: UnsafeRawBufferPointer($0)) }
    }

    /// A `bytea`.
    public mutating func append(bytea value: UnsafeRawBufferPointer) { append(lengthOf: value.count, value) }

    /// A `jsonb` from its text. `\u0000` inside a string becomes `\ufffd`, because `jsonb` has no place for it; other
    /// bytes stay as they are.
    public mutating func append(jsonb json: UnsafeRawBufferPointer) {
        append(bits: UInt32(json.count + 1))
        // The version of the form.
        bytes.append(1)
        let start = bytes.count
        bytes.append(contentsOf: json)
        var rest = json[...]
        while let index = rest.firstIndex(of: Self.backslash) {
            // Escapes are taken whole, so that the second of two backslashes starts none.
            let isNul = rest[index...].starts(with: Self.escapedNul)
            if isNul { bytes.replaceSubrange((start + index)..<(start + index + 6), with: Self.replacement) }
            rest = rest[min(index + (isNul ? 6 : 2), rest.endIndex)...]
        }
    }

    private mutating func append(lengthOf count: Int, _ value: UnsafeRawBufferPointer) {
        append(bits: UInt32(count))
        bytes.append(contentsOf: value)
    }

    private mutating func append(bits value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private static let backslash = UInt8(ascii: "\\")
    private static let escapedNul: [UInt8] = Array(#"\u0000"#.utf8)
    private static let replacement: [UInt8] = Array(#"\ufffd"#.utf8)
}

extension String {
    fileprivate func replacingNul() -> String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.value == 0 ? "\u{fffd}" : $0 }))
    }
}
