/// A value for `$1`, `$2`, … of a statement.
public enum Parameter: Sendable {
    /// SQL null.
    case null
    /// A value in the text form of whatever type the statement expects. Without NUL characters, which PostgreSQL has no
    /// place for.
    case text(String)
    /// A `bytea`.
    case bytes([UInt8])

    /// An integer of any width.
    public static func integer(_ value: some BinaryInteger) -> Parameter { .text(String(value)) }
    /// A truth value.
    public static func boolean(_ value: Bool) -> Parameter { .text(value ? "t" : "f") }
    /// A text array, quoted as the server reads it.
    public static func array(_ values: [String]) -> Parameter {
        var literal = "{"
        for (index, value) in values.enumerated() {
            if index > 0 { literal += "," }
            literal += "\""
            for character in value.unicodeScalars {
                if character == "\"" || character == "\\" { literal += "\\" }
                literal.unicodeScalars.append(character)
            }
            literal += "\""
        }
        return .text(literal + "}")
    }
    /// An array of integers.
    public static func array(_ values: [some BinaryInteger]) -> Parameter { array(values.map { String($0) }) }
}

extension Parameter: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// A text literal.
    public init(stringLiteral value: String) { self = .text(value) }
    /// An integer literal.
    public init(integerLiteral value: Int) { self = .integer(value) }
}
