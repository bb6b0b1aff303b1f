/// Rows in the text format of COPY, gathered in one buffer that is used again and again.
///
/// Columns are separated by tabs, rows by line feeds; backslash, tab, line feed and carriage return are escaped, null
/// is `\N`. A NUL byte has no form in it: the server refuses such a row as bad data. Source: PostgreSQL documentation,
/// COPY, "Text Format".
public struct CopyText: Sendable {
    /// The rows so far, ready to be sent.
    public private(set) var bytes: [UInt8] = []
    private var isAtRowStart = true

    /// An empty buffer.
    public init(capacityBytes: Int = 0) {
        bytes.reserveCapacity(capacityBytes)
    }

    /// Forgets the rows, keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        isAtRowStart = true
    }

    /// Adds a null column.
    public mutating func appendNull() {
        separate()
        bytes.append(Self.backslash)
        bytes.append(UInt8(ascii: "N"))
    }

    /// Adds an integer column.
    public mutating func append(integer value: some FixedWidthInteger & Sendable) {
        separate()
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Adds a truth value.
    public mutating func append(boolean value: Bool) {
        separate()
        bytes.append(UInt8(ascii: value ? "t" : "f"))
    }

    /// Adds a text column, byte for byte; the server refuses what is not UTF-8.
    public mutating func append(text: UnsafeRawBufferPointer) {
        separate()
        appendEscaped(text)
    }

    /// Adds a text column.
    public mutating func append(text: String) {
        var text = text
        separate()
        text.withUTF8 { appendEscaped(UnsafeRawBufferPointer($0)) }
    }

    /// Adds a JSON column. `\u0000` inside a string becomes `\ufffd`, because `jsonb` has no place for it.
    public mutating func append(json: UnsafeRawBufferPointer) {
        separate()
        var rest = json[...]
        while let index = rest.firstIndex(of: Self.backslash) {
            appendEscaped(UnsafeRawBufferPointer(rebasing: rest[..<index]))
            // Escapes are taken whole, so that the second of two backslashes starts none.
            let isNul = rest[index...].starts(with: Self.escapedNul)
            let length = isNul ? Self.escapedNul.count : min(2, rest.endIndex - index)
            if isNul {
                bytes.append(contentsOf: Self.replacement)
            } else {
                appendEscaped(UnsafeRawBufferPointer(rebasing: rest[index..<index + length]))
            }
            rest = rest[(index + length)...]
        }
        appendEscaped(UnsafeRawBufferPointer(rebasing: rest))
    }

    /// Adds a `bytea` column in its hexadecimal form.
    public mutating func append(bytea: UnsafeRawBufferPointer) {
        separate()
        bytes.reserveCapacity(bytes.count + bytea.count * 2 + 3)
        bytes.append(contentsOf: [Self.backslash, Self.backslash, UInt8(ascii: "x")])
        for byte in bytea {
            bytes.append(Hexadecimal.digits[Int(byte >> 4)])
            bytes.append(Hexadecimal.digits[Int(byte & 15)])
        }
    }

    /// Ends the row.
    public mutating func endRow() {
        bytes.append(Self.lineFeed)
        isAtRowStart = true
    }

    private mutating func separate() {
        if !isAtRowStart { bytes.append(Self.tab) }
        isAtRowStart = false
    }

    /// The escaping, in its one place: runs without a special byte are copied whole.
    private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
        var runStart = 0
        for index in 0..<text.count {
            let escape: UInt8
            switch text[index] {
            case Self.backslash: escape = Self.backslash
            case Self.tab: escape = UInt8(ascii: "t")
            case Self.lineFeed: escape = UInt8(ascii: "n")
            case Self.carriageReturn: escape = UInt8(ascii: "r")
            default: continue
            }
            bytes.append(contentsOf: text[runStart..<index])
            bytes.append(Self.backslash)
            bytes.append(escape)
            runStart = index + 1
        }
        bytes.append(contentsOf: text[runStart..<text.count])
    }

    private static let backslash = UInt8(ascii: "\\")
    private static let tab = UInt8(ascii: "\t")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let escapedNul: [UInt8] = Array(#"\u0000"#.utf8)
    /// `\ufffd`, its backslash escaped for COPY.
    private static let replacement: [UInt8] = Array(#"\\ufffd"#.utf8)
}
