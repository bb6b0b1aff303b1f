/// What is wrong with a report.
struct GrammarError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// The groups of a report, taken from the front.
struct ReportTokens {
    private let tokens: [[UInt8]]
    private var next = 0

    init(_ raw: String) throws(GrammarError) {
        tokens = raw.utf8.split(separator: 0x20, omittingEmptySubsequences: false).map(Array.init)
        if tokens.contains([]) { throw GrammarError("an empty group") }
    }

    var isAtEnd: Bool { next == tokens.count }
    var text: String { isAtEnd ? "the end" : String(decoding: tokens[next], as: UTF8.self) }

    /// Takes the group if it is this one.
    mutating func take(_ word: String) -> Bool {
        guard !isAtEnd, tokens[next].elementsEqual(word.utf8) else { return false }
        next += 1
        return true
    }

    /// Takes the group if it is formed so: `9` a digit, `A` a capital letter, all else itself.
    mutating func take(form: String) -> [UInt8]? {
        guard !isAtEnd, tokens[next].count == form.utf8.count else { return nil }
        for (byte, sign) in zip(tokens[next], form.utf8) {
            switch sign {
            case UInt8(ascii: "9"): guard (0x30...0x39).contains(byte) else { return nil }
            case UInt8(ascii: "A"): guard (0x41...0x5A).contains(byte) else { return nil }
            default: guard byte == sign else { return nil }
            }
        }
        next += 1
        return tokens[next - 1]
    }

    mutating func take(where matches: ([UInt8]) -> Bool) -> [UInt8]? {
        guard !isAtEnd, matches(tokens[next]) else { return nil }
        next += 1
        return tokens[next - 1]
    }
}

/// The number that stands at so many digits.
func number(_ bytes: [UInt8], _ from: Int, _ count: Int) -> Int {
    bytes[from..<(from + count)].reduce(0) { $0 * 10 + Int($1) - 0x30 }
}

func check(_ holds: Bool, _ rule: @autoclosure () -> String) throws(GrammarError) {
    if !holds { throw GrammarError(rule()) }
}
