/// The fields of a JSON object as this project writes them, by their text: enough to compare what was told.
struct JSONFields {
    private let bytes: [UInt8]
    private var places: [(name: String, value: Range<Int>)] = []

    /// Reads the outermost object; nil where the bytes are none.
    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        var at = 0
        guard JSONFields.take(UInt8(ascii: "{"), bytes, &at) else { return nil }
        while at < bytes.count, bytes[at] != UInt8(ascii: "}") {
            guard let name = JSONFields.skip(bytes, &at), JSONFields.take(UInt8(ascii: ":"), bytes, &at),
                let value = JSONFields.skip(bytes, &at)
            else { return nil }
            places.append(
                (String(decoding: bytes[(name.lowerBound + 1)..<(name.upperBound - 1)], as: UTF8.self), value))
            _ = JSONFields.take(UInt8(ascii: ","), bytes, &at)
        }
    }

    /// The text of a value, quotes and all; nil of a field that is not there.
    subscript(name: String) -> String? {
        places.first { $0.name == name }.map { String(decoding: bytes[$0.value], as: UTF8.self) }
    }

    func number(_ name: String) -> Int64? { self[name].flatMap { Int64($0) } }

    /// All fields but some, in their order.
    func text(without left: Set<String>) -> String {
        places.filter { !left.contains($0.name) }
            .map { "\($0.name)=\(String(decoding: bytes[$0.value], as: UTF8.self))" }.joined(separator: " ")
    }

    /// The objects of an array.
    func objects(_ name: String) -> [JSONFields] {
        guard let range = places.first(where: { $0.name == name })?.value else { return [] }
        var at = range.lowerBound + 1
        var found: [JSONFields] = []
        while at < range.upperBound - 1, let part = JSONFields.skip(bytes, &at) {
            if let object = JSONFields(Array(bytes[part])) { found.append(object) }
            _ = JSONFields.take(UInt8(ascii: ","), bytes, &at)
        }
        return found
    }

    private static func take(_ byte: UInt8, _ bytes: [UInt8], _ at: inout Int) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    /// Passes over one value.
    private static func skip(_ bytes: [UInt8], _ at: inout Int) -> Range<Int>? {
        let start = at
        var depth = 0
        var isQuoted = false
        while at < bytes.count {
            let byte = bytes[at]
            if isQuoted {
                if byte == UInt8(ascii: "\\") { at += 1 } else if byte == UInt8(ascii: "\"") { isQuoted = false }
            } else if byte == UInt8(ascii: "\"") {
                isQuoted = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                if depth == 0 { break }
                depth -= 1
            } else if depth == 0, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") {
                break
            }
            at += 1
        }
        return at > start ? start..<at : nil
    }
}
