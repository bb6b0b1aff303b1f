/// A five-character SQLSTATE, sorted into what a caller can do about it.
///
/// Source: PostgreSQL documentation, Appendix A, "PostgreSQL Error Codes".
public struct SQLState: Sendable, Hashable, CustomStringConvertible {
    /// The five characters, for example `40001`.
    public let code: String

    /// Takes the code as the server sent it.
    public init(_ code: String) {
        self.code = code
    }

    /// The code itself.
    public var description: String { code }

    /// The first two characters name the class.
    private var family: Substring { code.prefix(2) }

    /// The class of failure that this code stands for.
    public var kind: PostgresError.Kind {
        switch code {
        case "3D000": .missingDatabase
        case "3F000", "42P01", "42703", "42883", "42704": .missingSchema
        case "42501": .notPermitted
        case "57014", "55P03", "57P05": .conflict
        case "25006": .unavailable
        case "25P03": .connectionLost
        case "0A000", "53400": .misuse
        case "54001": .badData
        default: kindOfFamily
        }
    }

    private var kindOfFamily: PostgresError.Kind {
        switch family {
        case "08": .connectionLost
        case "22", "23", "54": .badData
        case "28": .authentication
        case "40": .conflict
        case "53", "57", "58": .unavailable
        default: .misuse
        }
    }
}
