/// What the committed position of a partition of the entities log carries: ASCII, `1;i=…;r=…`.
///
/// `i` is the incarnation of the log, without which a position in a log that was made anew would be taken for one in
/// the log of before; `r` counts the rules by which the records below the position were worked on.
public struct LogPositionMetadata: Sendable, Equatable {
    public var incarnation: UInt32
    public var rules: Int64

    public init(incarnation: UInt32, rules: Int64) {
        self.incarnation = incarnation
        self.rules = rules
    }

    /// The text that is committed.
    public var text: String { "1;i=\(incarnation);r=\(rules)" }

    /// Reads what `text` wrote; keys that are not known are passed over.
    /// - Returns: nil unless the text is version 1 with an incarnation and rules.
    public init?(_ text: String) {
        var parts = text.split(separator: ";", omittingEmptySubsequences: false)[...]
        guard parts.popFirst() == "1" else { return nil }
        var incarnation: UInt32?
        var rules: Int64?
        for part in parts {
            guard let equals = part.firstIndex(of: "=") else { return nil }
            let value = part[part.index(after: equals)...]
            switch part[..<equals] {
            case "i": incarnation = UInt32(value)
            case "r": rules = Int64(value)
            default: continue
            }
        }
        guard let incarnation, let rules else { return nil }
        self.init(incarnation: incarnation, rules: rules)
    }
}
