/// The help of a program and of its commands, made from their syntax.
struct HelpText {
    let program: String
    private static let width = 100

    /// The list of commands.
    func overview(about: String, commands: [CommandSyntax], pages: [HelpPage]) -> String {
        var text = "\(program): \(about)\n\nUsage: \(program) COMMAND ...\n\n"
        text += Self.table(
            commands.map { ($0.name, $0.summary) } + [
                ("help [COMMAND]", "what a command takes, with examples"), ("version", "the version of \(program)"),
            ])
        if !pages.isEmpty {
            text +=
                "\nAlso: " + pages.map { "`\(program) help \($0.name)` \($0.summary)" }.joined(separator: ", ") + ".\n"
        }
        return text + Self.exitCodes
    }

    /// All about one command.
    func page(_ command: CommandSyntax) -> String {
        var text = "\(program) \(command.name): \(command.summary)\n\nUsage: \(program) \(command.usage)\n"
        if !command.details.isEmpty { text += "\n" + Self.wrapped(command.details, indent: 0) + "\n" }
        if !command.operands.isEmpty { text += "\n" + Self.table(command.operands.map { ($0.name, $0.meaning) }) }
        let options = command.options.map { option in
            (option.shape, option.meaning + Self.remark(option))
        }
        text += "\nOptions:\n" + Self.table(options + [("-h, --help", "This text.")])
        text += "\nExamples:\n" + command.examples.map { "  \(program) \($0)\n" }.joined()
        return text + Self.exitCodes
    }

    private static let exitCodes = "\nExit code: 0 done, 1 failed, 2 wrong usage or configuration.\n"

    private static func remark(_ option: OptionSyntax) -> String {
        if option.isRequired { return " Required." }
        return option.defaultValue.map { " Default: \($0)." } ?? ""
    }

    /// Two columns, the second wrapped.
    private static func table(_ rows: [(String, String)]) -> String {
        let column = min(34, rows.map(\.0.count).max() ?? 0) + 4
        return rows.map { name, meaning in
            let first = "  " + name
            let isNarrow = first.count < column
            let gap =
                isNarrow
                ? String(repeating: " ", count: column - first.count) : "\n" + String(repeating: " ", count: column)
            return first + gap + wrapped(meaning, indent: column) + "\n"
        }.joined()
    }

    /// Text broken between words, every line but the first indented.
    private static func wrapped(_ text: String, indent: Int) -> String {
        var result = ""
        var column = indent
        for word in text.split(separator: " ") {
            if column > indent, column + 1 + word.count > width {
                result += "\n" + String(repeating: " ", count: indent)
                column = indent
            } else if column > indent {
                result += " "
                column += 1
            }
            result += word
            column += word.count
        }
        return result
    }
}

/// A page of `help` that belongs to no command.
public struct HelpPage: Sendable {
    public let name: String
    /// What it shows, behind the page's name.
    public let summary: String
    let text: @Sendable () -> String

    public init(_ name: String, _ summary: String, text: @escaping @Sendable () -> String) {
        self.name = name
        self.summary = summary
        self.text = text
    }
}
