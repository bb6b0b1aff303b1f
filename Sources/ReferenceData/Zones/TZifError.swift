/// Why bytes are no time zone file of the tz database.
public enum TZifError: Error, Equatable, Sendable {
    /// The file ends before what its header announces, or has no `TZif` at its head.
    case notTZif
    /// A count in the header is beyond what RFC 8536 or this reader allows.
    case badCount
    /// A transition is not after the one before it, or names a type that is not there.
    case badTransition
    /// A local time type has an offset beyond ±26 h or an abbreviation that is not there.
    case badType
    /// The rule at the end is no POSIX TZ string of the form that RFC 8536 3.3.1 allows.
    case badFooter
}

extension TZifError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notTZif: "it is no TZif file, or it is cut off"
        case .badCount: "a count in its header is out of range"
        case .badTransition: "its transitions are out of order or name no type"
        case .badType: "a local time type in it is out of range"
        case .badFooter: "the rule at its end cannot be read"
        }
    }
}
