/// What the committed position of a partition of the entities log carries: ASCII, `1;i=…;r=…;f=…;c=1`.
///
/// `i` is the incarnation of the log, without which a position in a log that was made anew would be taken for one in
/// the log of before; `r` counts the rules by which the records below the position were worked on, from offset `f` on;
/// `c` stands where the partition was given up cleanly: nobody has worked on what lies beyond the position.
public struct LogPositionMetadata: Sendable, Equatable {
    public var incarnation: UInt32
    public var rules: Int64
    /// The state at this offset is where these rules began; nil where it is not known.
    public var rulesSince: Int64?
    public var isClean: Bool

    public init(incarnation: UInt32, rules: Int64, rulesSince: Int64? = nil, isClean: Bool = false) {
        self.incarnation = incarnation
        self.rules = rules
        self.rulesSince = rulesSince
        self.isClean = isClean
    }

    /// The text that is committed.
    public var text: String {
        "1;i=\(incarnation);r=\(rules)" + (rulesSince.map { ";f=\($0)" } ?? "") + (isClean ? ";c=1" : "")
    }

    /// Reads what `text` wrote; keys that are not known are passed over, `f` and `c` may be absent.
    /// - Returns: nil unless the text is version 1 with an incarnation and rules.
    public init?(_ text: String) {
        var parts = text.split(separator: ";", omittingEmptySubsequences: false)[...]
        guard parts.popFirst() == "1" else { return nil }
        var incarnation: UInt32?
        var rules: Int64?
        var rulesSince: Int64?
        var isClean = false
        for part in parts {
            guard let equals = part.firstIndex(of: "=") else { return nil }
            let value = part[part.index(after: equals)...]
            switch part[..<equals] {
            case "i": incarnation = UInt32(value)
            case "r": rules = Int64(value)
            case "f": rulesSince = Int64(value)
            case "c": isClean = value == "1"
            default: continue
            }
        }
        guard let incarnation, let rules else { return nil }
        self.init(incarnation: incarnation, rules: rules, rulesSince: rulesSince, isClean: isClean)
    }
}
