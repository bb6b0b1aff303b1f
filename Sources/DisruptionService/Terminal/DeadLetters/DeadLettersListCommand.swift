import DisruptionCore
import WireFormat

/// `iropsd dead-letters list`: what was refused, and why.
public struct DeadLettersListCommand: Command {
    public static let syntax = CommandSyntax(
        "dead-letters list", summary: "what was refused, and why",
        details: """
            Reads dead.letter.queue up to where it ends now and prints a line for each dead letter: its name \
            (partition/offset, by which show and redrive know it), when it was refused, the reason, where the original \
            stood, how often it came back already, and what exactly was wrong. With --summary only how many there are \
            of each reason and topic. Commits nothing.
            """,
        options: [.config] + DeadLetterFilter.options + [
            OptionSyntax(switch: "summary", "Count them by reason and topic.")
        ],
        examples: [
            "dead-letters list --config iropsd.yaml --summary",
            "dead-letters list --config iropsd.yaml --reason BAD_VALUE --from 2026-01-14",
        ])

    private let path: String
    private let filter: DeadLetterFilter
    private let isSummary: Bool

    public init(_ arguments: Arguments) throws(UsageError) {
        path = try arguments.value(of: "config")
        filter = try DeadLetterFilter(arguments)
        isSummary = arguments.has("summary")
    }

    public func run() throws -> ExitCode {
        let configuration = try ConfigurationFile(path: path).configuration
        let stop = try Lifecycle.start(deadlineSeconds: 2, log: Log(format: .standardError(.text), level: .error)).stop
        let console = Console.standard
        var counts: [String: Int] = [:]
        try filter.forEach(configuration, stop: stop) { letter in
            let reason = shownInLine(letter.headers.reason ?? "?")
            counts["\(reason)  \(shownInLine(letter.headers.topic ?? "?"))", default: 0] += 1
            if isSummary { return }
            let attempt = letter.headers.attempt.map { $0 > 1 ? " (attempt \($0))" : "" } ?? ""
            console.output(
                "\(letter.name)  \(letter.timestamp.rfc3339)  \(reason)  \(letter.origin)\(attempt)  "
                    + "\(shownInLine(letter.headers.detail ?? ""))\n")
        }
        if isSummary {
            for (name, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                console.output("\(count)  \(name)\n")
            }
        }
        if counts.isEmpty { console.error("no dead letters\n") }
        return .ok
    }
}
