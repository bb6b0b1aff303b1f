/// What a command takes: the one source of its parsing and of its help.
public struct CommandSyntax: Sendable {
    /// One word, or two like `topics plan`.
    public let name: String
    /// One line for the list of commands.
    public let summary: String
    /// What else a user should know; empty for nothing.
    public let details: String
    public let operands: [OperandSyntax]
    public let options: [OptionSyntax]
    /// Whole command lines, without the program's name.
    public let examples: [String]

    public init(
        _ name: String, summary: String, details: String = "", operands: [OperandSyntax] = [],
        options: [OptionSyntax] = [], examples: [String]
    ) {
        self.name = name
        self.summary = summary
        self.details = details
        self.operands = operands
        self.options = options
        self.examples = examples
    }

    /// `check FILE [--connect]`.
    var usage: String {
        ([name] + operands.map(\.usage) + options.map(\.usage)).joined(separator: " ")
    }

    func option(named name: String) -> OptionSyntax? { options.first { $0.name == name } }
}

/// A word on the command line that is no option.
public struct OperandSyntax: Sendable {
    /// Upper case, e.g. `FILE`.
    public let name: String
    public let meaning: String
    /// Whether the command also works without it.
    public let isOptional: Bool
    /// Whether there may be several; then it is the last.
    public let repeats: Bool

    public init(_ name: String, _ meaning: String, isOptional: Bool = false, repeats: Bool = false) {
        self.name = name
        self.meaning = meaning
        self.isOptional = isOptional
        self.repeats = repeats
    }

    var usage: String {
        let word = name + (repeats ? "..." : "")
        return isOptional ? "[\(word)]" : word
    }
}

/// An option `--name`, with or without a value.
public struct OptionSyntax: Sendable {
    /// Without the dashes, e.g. `config`.
    public let name: String
    /// What the value is, in upper case, e.g. `FILE` or `SECONDS`, which shows the unit; nil for a switch without one.
    public let value: String?
    public let meaning: String
    public let isRequired: Bool
    /// Whether it takes all words up to the next option, and may come again.
    public let isList: Bool
    /// The value without the option, as it would be written; nil for none.
    public let defaultValue: String?

    /// An option with a value, or with several.
    public init(
        _ name: String, _ value: String, _ meaning: String, isRequired: Bool = false, isList: Bool = false,
        defaultValue: String? = nil
    ) {
        self.name = name
        self.value = value
        self.meaning = meaning
        self.isRequired = isRequired
        self.isList = isList
        self.defaultValue = defaultValue
    }

    /// A switch.
    public init(switch name: String, _ meaning: String) {
        self.name = name
        value = nil
        self.meaning = meaning
        isRequired = false
        isList = false
        defaultValue = nil
    }

    /// `--config FILE`, as every command that needs the configuration takes it.
    public static let config = OptionSyntax("config", "FILE", "The configuration file.", isRequired: true)

    /// `--config FILE`.
    var shape: String { "--" + name + (value.map { " " + $0 + (isList ? "..." : "") } ?? "") }

    var usage: String { isRequired ? shape : "[\(shape)]" }
}
