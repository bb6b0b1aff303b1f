import DisruptionCore
import Glibc
import KafkaClient
import WireFormat

/// `iropsd tail`: disruptions as they come.
public struct TailCommand: Command {
    public static let syntax = CommandSyntax(
        "tail", summary: "watch disruptions as they are told",
        details: """
            Reads disruption.events from now on, or from an instant, and prints a line for each version: when, how \
            bad, whether it is expected or confirmed, and what. --json prints the records as they are, a line each. \
            Words of one option are alternatives; options hold together. Commits nothing and disturbs nobody. Ctrl-C \
            ends it. Colours only on a terminal, and not where NO_COLOR is set.
            """,
        options: [
            .config,
            OptionSyntax("airport", "CODE", "Of these airports, or with legs from there.", isList: true),
            OptionSyntax("carrier", "CODE", "Of these airlines, or with legs of theirs.", isList: true),
            OptionSyntax("pattern", "NAME", "Of these patterns, e.g. cascading_delay.", isList: true),
            OptionSyntax("severity", "LEVEL", "Of this severity or worse: low, medium, high, critical."),
            OptionSyntax("since", "T", "Written at T or later; a date, or an RFC 3339 instant. Else from now on."),
            OptionSyntax(switch: "confirmed", "Only what has come true."),
            OptionSyntax(switch: "once", "End where the topic ends now, instead of waiting for more."),
            OptionSyntax(switch: "json", "Print records as they are."),
        ],
        examples: [
            "tail --config iropsd.yaml --severity high",
            "tail --config iropsd.yaml --airport FRA MUC --since 2026-01-14 --once --json",
        ])

    private let path: String
    private let filter: DisruptionFilter
    private let start: TopicScan.Start
    private let follows: Bool
    private let isJSON: Bool
    private let console: Console

    public init(_ arguments: Arguments) throws(UsageError) {
        path = try arguments.value(of: "config")
        var filter = DisruptionFilter()
        filter.airports = Set(arguments.list("airport").map { $0.uppercased() })
        filter.carriers = Set(arguments.list("carrier").map { $0.uppercased() })
        for word in arguments.list("pattern") {
            let name = word.lowercased()
            guard Pattern.allCases.contains(where: { $0.name.description == name }) else {
                let names = Pattern.allCases.map { $0.name.description }.joined(separator: ", ")
                throw UsageError("--pattern \(word) is none of \(names)")
            }
            filter.patterns.insert(name.uppercased())
        }
        let levels = "low, medium, high or critical"
        filter.severity =
            try arguments.value(of: "severity", allowed: levels) { text in
                Severity.allCases.first { $0 > .none && "\($0)" == text.lowercased() }
            } ?? .none
        filter.isConfirmedOnly = arguments.has("confirmed")
        let instants = "a date like 2026-01-14 or an instant like 2026-01-14T06:00:00Z"
        let since = try arguments.value(of: "since", allowed: instants, ReplayCommand.instant)
        follows = !arguments.has("once")
        start = since.map { .since($0) } ?? (arguments.has("once") ? .beginning : .end)
        self.filter = filter
        isJSON = arguments.has("json")
        console = .standard
    }

    public func run() throws -> ExitCode {
        let configuration = try ConfigurationFile(path: path).configuration
        let stop = try Lifecycle.start(deadlineSeconds: 2, log: Log(format: .standardError(.text), level: .error)).stop
        let scan = try TopicScan(configuration, "disruption.events", client: "iropsd-tail")
        var reader = OutputReader()
        let hasColours = LogFormat.standardOutput == .text(isColoured: true)
        try scan.run(from: start, follows: follows, stop: stop) { partition, message in
            guard let value = message.value else { return }
            let news: DisruptionNews
            do throws(OutputRefusal) {
                news = try DisruptionNews(value, with: &reader)
            } catch {
                return console.error("disruption.events/\(partition)@\(message.offset) cannot be read: \(error)\n")
            }
            guard filter.admits(news) else { return }
            console.output(
                isJSON ? String(decoding: value, as: UTF8.self) + "\n" : news.line(isColoured: hasColours) + "\n")
        }
        return .ok
    }
}

extension LogFormat {
    /// Text for standard output, with colours where a person's terminal shows them.
    static var standardOutput: LogFormat {
        LogFormat(.text, isTerminal: isatty(STDOUT_FILENO) == 1) { name in getenv(name).map { String(cString: $0) } }
    }
}
