package import Harness

/// A value of JSON, equal to another one whatever the blanks and the order of fields: a database keeps neither. Numbers
/// are compared as they are written, which both sides leave alone.
package enum JSONValue: Hashable, Sendable {
    case object([String: JSONValue])
    case array([JSONValue])
    case text(String)
    case number(String)
    case flag(Bool)
    case null

    /// - Throws: where the bytes are no JSON.
    package init(_ bytes: [UInt8]) throws(HarnessError) {
        var reader = JSONReader(bytes)
        guard let value = reader.value(), reader.isAtEnd else {
            throw HarnessError("no JSON: \(String(decoding: bytes.prefix(200), as: UTF8.self))")
        }
        self = value
    }

    /// A field of an object.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let fields) = self else { return nil }
        return fields[name]
    }

    /// The elements of an array; none of anything else.
    package var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// An object without some of its fields.
    package func dropping(_ names: Set<String>) -> JSONValue {
        guard case .object(let fields) = self else { return self }
        return .object(fields.filter { !names.contains($0.key) })
    }

    /// Where two objects differ, for a person.
    package func difference(from other: JSONValue) -> String {
        guard case .object(let mine) = self, case .object(let theirs) = other else { return "\(self) and \(other)" }
        return Set(mine.keys).union(theirs.keys).sorted().filter { mine[$0] != theirs[$0] }
            .map { "\($0): \(mine[$0]?.description ?? "-") and \(theirs[$0]?.description ?? "-")" }
            .joined(separator: ", ")
    }

    /// The first number behind `"version":`, without reading the whole object.
    package static func version(_ bytes: [UInt8]) -> Int? {
        let name = Array(#""version":"#.utf8)
        guard let place = bytes.firstRange(of: name) else { return nil }
        return Int(String(decoding: bytes[place.upperBound...].prefix { (0x30...0x39).contains($0) }, as: UTF8.self))
    }
}

extension JSONValue: CustomStringConvertible {
    /// One text for equal values.
    package var description: String {
        switch self {
        case .object(let fields):
            let sorted = fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
            return "{" + sorted.joined(separator: ",") + "}"
        case .array(let elements): return "[" + elements.map(\.description).joined(separator: ",") + "]"
        case .text(let text): return "\"\(text)\""
        case .number(let text): return text
        case .flag(let value): return "\(value)"
        case .null: return "null"
        }
    }
}

/// Reads JSON from bytes; forgiving about nothing that a writer of records does.
private struct JSONReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool {
        mutating get {
            skipBlanks()
            return place == bytes.count
        }
    }

    mutating func value() -> JSONValue? {
        skipBlanks()
        guard place < bytes.count else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "{"): return object()
        case UInt8(ascii: "["): return array()
        case UInt8(ascii: "\""): return text().map { .text($0) }
        default: return word()
        }
    }

    private mutating func object() -> JSONValue? {
        place += 1
        var fields: [String: JSONValue] = [:]
        if takes("}") { return .object(fields) }
        repeat {
            skipBlanks()
            guard let name = text(), takes(":"), let value = value() else { return nil }
            fields[name] = value
        } while takes(",")
        return takes("}") ? .object(fields) : nil
    }

    private mutating func array() -> JSONValue? {
        place += 1
        var elements: [JSONValue] = []
        if takes("]") { return .array(elements) }
        repeat {
            guard let value = value() else { return nil }
            elements.append(value)
        } while takes(",")
        return takes("]") ? .array(elements) : nil
    }

    private mutating func word() -> JSONValue? {
        let start = place
        while place < bytes.count, !",]} \n\r\t".utf8.contains(bytes[place]) { place += 1 }
        let word = String(decoding: bytes[start..<place], as: UTF8.self)
        switch word {
        case "true": return .flag(true)
        case "false": return .flag(false)
        case "null": return .null
        default: return Double(word) == nil ? nil : .number(word)
        }
    }

    private mutating func text() -> String? {
        guard takes("\"") else { return nil }
        var text: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            if byte != UInt8(ascii: "\\") {
                text.append(byte)
            } else {
                guard let escaped = escape() else { return nil }
                text += Array(String(escaped).utf8)
            }
        }
        return nil
    }

    private mutating func escape() -> Character? {
        guard place < bytes.count else { return nil }
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "u"):
            guard place + 4 <= bytes.count,
                let code = UInt32(String(decoding: bytes[place..<(place + 4)], as: UTF8.self), radix: 16)
            else { return nil }
            place += 4
            return Unicode.Scalar(code).map { Character($0) }
        default: return Character(Unicode.Scalar(byte))
        }
    }

    private mutating func skipBlanks() {
        while place < bytes.count, " \n\r\t".utf8.contains(bytes[place]) { place += 1 }
    }

    private mutating func takes(_ mark: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard place < bytes.count, bytes[place] == UInt8(ascii: mark) else { return false }
        place += 1
        return true
    }
}
