import Wording

/// The program: finds the command, gives it its arguments, and turns what it throws into a message and an exit code.
public struct Program: Sendable {
    public let name: String
    public let version: String
    private let versionDetails: String
    private let about: String
    private let commands: [any Command.Type]
    private let pages: [HelpPage]
    private let console: Console

    /// - Parameters:
    ///   - versionDetails: a line below the version, where it is asked for by `version`.
    ///   - about: one line on what the program is.
    ///   - commands: in the order of the help.
    public init(
        name: String, version: String, versionDetails: String = "", about: String, commands: [any Command.Type],
        pages: [HelpPage] = [], console: Console = .standard
    ) {
        self.name = name
        self.version = version
        self.versionDetails = versionDetails
        self.about = about
        self.commands = commands
        self.pages = pages
        self.console = console
    }

    /// Runs one command line.
    /// - Parameter arguments: without the program's own name.
    public func run(_ arguments: [String]) -> ExitCode {
        switch arguments.first {
        case nil:
            console.error(overview)
            return .usage
        case "help", "--help", "-h": return help(Array(arguments.dropFirst()))
        case "--version":
            console.output("\(name) \(version)\n")
            return .ok
        case "version":
            console.output("\(name) \(version)\n" + (versionDetails.isEmpty ? "" : versionDetails + "\n"))
            return .ok
        default: return runCommand(arguments)
        }
    }

    private func runCommand(_ arguments: [String]) -> ExitCode {
        guard let (command, words) = find(arguments) else { return unknown(arguments) }
        let syntax = command.syntax
        if words.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            console.output(helpText.page(syntax))
            return .ok
        }
        do {
            return try command.init(Arguments(words, syntax)).run()
        } catch let error as UsageError {
            console.error("\(name) \(syntax.name): \(error)\nUsage: \(name) \(syntax.usage)\n")
            return .usage
        } catch let error as ConfigurationError {
            console.error("\(error)\n")
            return .usage
        } catch {
            console.error("\(name) \(syntax.name): \(error)\n")
            return (error as? any ExitCodeError)?.exitCode ?? .failed
        }
    }

    private func help(_ words: [String]) -> ExitCode {
        if words.isEmpty {
            console.output(overview)
        } else if let page = pages.first(where: { [$0.name] == words }) {
            console.output(page.text())
        } else if let (command, _) = find(words) {
            console.output(helpText.page(command.syntax))
        } else {
            return unknown(words)
        }
        return .ok
    }

    /// The command with the most words that the line begins with, and the words behind it.
    private func find(_ arguments: [String]) -> (any Command.Type, [String])? {
        let matches = commands.filter { arguments.starts(with: words(of: $0)) }
        return matches.max { words(of: $0).count < words(of: $1).count }
            .map { ($0, Array(arguments.dropFirst(words(of: $0).count))) }
    }

    private func words(of command: any Command.Type) -> [String] {
        command.syntax.name.split(separator: " ").map(String.init)
    }

    private func unknown(_ arguments: [String]) -> ExitCode {
        let word = arguments.first ?? ""
        let group = commands.filter { words(of: $0).first == word }
        let names = commands.map { words(of: $0)[0] }
        if !group.isEmpty {
            let choices = group.map { "`\(name) \($0.syntax.name)`" }.joined(separator: " or ")
            console.error("\(name) \(word): one word more is needed: \(choices)\n")
        } else {
            let nearest = NearestName.find(word, among: names + ["help", "version"])
            let hint = nearest.map { "; did you mean `\(name) \($0)`?" } ?? "; `\(name) help` lists them"
            console.error("\(name): unknown command \(QuotedText.of(word))\(hint)\n")
        }
        return .usage
    }

    private var helpText: HelpText { HelpText(program: name) }

    private var overview: String { helpText.overview(about: about, commands: commands.map { $0.syntax }, pages: pages) }
}
