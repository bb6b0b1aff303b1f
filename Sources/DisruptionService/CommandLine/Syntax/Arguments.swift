import Wording

/// The arguments of one command, split and checked against its syntax.
public struct Arguments: Sendable, Equatable {
    /// The words that are no options, as many as the syntax wants.
    public let operands: [String]
    private let values: [String: String]
    private let lists: [String: [String]]
    private let switches: Set<String>

    /// - Parameter words: the words behind the command's name.
    public init(_ words: [String], _ syntax: CommandSyntax) throws(UsageError) {
        var operands: [String] = []
        var values: [String: String] = [:]
        var lists: [String: [String]] = [:]
        var switches: Set<String> = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                break
            }
            guard word.hasPrefix("--") else {
                if word.hasPrefix("-"), word != "-" {
                    throw UsageError("unknown option \(QuotedText.of(word)); options begin with two dashes")
                }
                operands.append(word)
                continue
            }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts.first ?? "")
            let option = try Self.option(name, syntax)
            guard values[name] == nil, !switches.contains(name) else { throw UsageError("--\(name) is given twice") }
            guard option.value != nil else {
                guard parts.count == 1 else { throw UsageError("--\(name) takes no value") }
                switches.insert(name)
                continue
            }
            if option.isList {
                if parts.count == 2 { lists[name, default: []].append(String(parts[1])) }
                while let next = rest.first, !next.hasPrefix("-") {
                    lists[name, default: []].append(rest.removeFirst())
                }
                if lists[name] == nil { throw UsageError("--\(name) needs a value: \(option.shape)") }
            } else if parts.count == 2 {
                values[name] = String(parts[1])
            } else if let next = rest.first, next == "-" || !next.hasPrefix("-") || Int(next) != nil {
                values[name] = rest.removeFirst()
            } else {
                throw UsageError("--\(name) needs a value: \(option.shape)")
            }
        }
        try Self.check(operands, syntax)
        for option in syntax.options where option.isRequired && values[option.name] == nil {
            throw UsageError("\(option.shape) is missing")
        }
        for option in syntax.options where values[option.name] == nil {
            values[option.name] = option.defaultValue
        }
        self.operands = operands
        self.values = values
        self.lists = lists
        self.switches = switches
    }

    /// Whether a switch is given.
    public func has(_ name: String) -> Bool { switches.contains(name) }

    /// The value of an option or its default; nil when it has neither.
    public subscript(name: String) -> String? { values[name] }

    /// The values of an option that takes several; empty without it.
    public func list(_ name: String) -> [String] { lists[name] ?? [] }

    /// The value of an option that is required or has a default.
    public func value(of name: String) throws(UsageError) -> String {
        guard let value = values[name] else { throw UsageError("--\(name) is missing") }
        return value
    }

    /// The value of an option as something else; nil when the option has none.
    /// - Parameters:
    ///   - allowed: what the value may be, for the message.
    ///   - parse: nil for a value that means nothing.
    public func value<Value>(
        of name: String, allowed: String, _ parse: (String) -> Value?
    ) throws(UsageError) -> Value? {
        guard let text = values[name] else { return nil }
        guard let value = parse(text) else {
            throw UsageError("--\(name) is \(QuotedText.of(text)); allowed: \(allowed)")
        }
        return value
    }

    /// The value of an option as a whole number; nil when the option has none.
    public func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
        try value(of: name, allowed: "\(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    private static func option(_ name: String, _ syntax: CommandSyntax) throws(UsageError) -> OptionSyntax {
        if let option = syntax.option(named: name) { return option }
        let nearest = NearestName.find(name, among: syntax.options.map(\.name) + ["help"])
        let hint = nearest.map { "; did you mean --\($0)?" } ?? ""
        throw UsageError("unknown option \(QuotedText.of("--" + name))\(hint)")
    }

    private static func check(_ operands: [String], _ syntax: CommandSyntax) throws(UsageError) {
        let needed = syntax.operands.filter { !$0.isOptional }
        if operands.count < needed.count {
            throw UsageError("\(needed[operands.count].name) is missing: \(needed[operands.count].meaning)")
        }
        if operands.count > syntax.operands.count, syntax.operands.last?.repeats != true {
            throw UsageError("\(QuotedText.of(operands[syntax.operands.count])) is one word too many")
        }
    }
}
