import DisruptionCore
import KafkaClient
import PostgresClient
import WireFormat

/// `iropsd explain`: the story of one disruption.
public struct ExplainCommand: Command {
    public static let syntax = CommandSyntax(
        "explain", summary: "the story of one disruption: what was known when",
        details: """
            Prints how a disruption stands and what it is a part of, with what became of its legs, from the tables; \
            and every version that was told, with its reasons and the input event that caused it, from \
            disruption.events as far back as that topic is kept. Without postgres.url there is the second alone. \
            The first eight or more characters of the id do; `iropsd tail` shows them. Exits 1 where neither knows it.
            """,
        operands: [OperandSyntax("DISRUPTION_ID", "The id, or how it begins.")],
        options: [
            .config,
            OptionSyntax(
                "since", "T",
                "Look at versions that were written at T or later alone, which is faster; a date or RFC 3339 instant."),
        ],
        examples: [
            "explain 4d0f22b1 --config iropsd.yaml", "explain 4d0f22b1 --config iropsd.yaml --since 2026-01-14",
        ])

    private let path: String
    private let id: String
    private let start: TopicScan.Start

    public init(_ arguments: Arguments) throws(UsageError) {
        path = try arguments.value(of: "config")
        id = arguments.operands[0].lowercased()
        guard (8...32).contains(id.utf8.count), id.utf8.allSatisfy({ $0.isHexDigit }) else {
            throw UsageError("\(arguments.operands[0]) is no disruption_id: 8 to 32 hexadecimal digits")
        }
        let instants = "a date like 2026-01-14 or an instant like 2026-01-14T06:00:00Z"
        let since = try arguments.value(of: "since", allowed: instants, ReplayCommand.instant)
        start = since.map { .since($0) } ?? .beginning
    }

    public func run() throws -> ExitCode {
        let configuration = try ConfigurationFile(path: path).configuration
        let stop = try Lifecycle.start(deadlineSeconds: 2, log: Log(format: .standardError(.text), level: .error)).stop
        let isColoured = LogFormat.standardOutput == .text(isColoured: true)
        let story = try DisruptionStory(id, configuration)
        let versions = try StoryVersions(configuration).read(story?.id ?? id, from: start, stop: stop)
        guard story != nil || !versions.isEmpty else {
            throw CommandError("no disruption begins with \(id), in the tables or in disruption.events")
        }
        var lines =
            story?.lines(isColoured: isColoured) ?? ["(postgres.url is not given, or the tables do not have it)"]
        lines.append("")
        lines.append(versions.isEmpty ? "disruption.events has no version of it any more" : "WHAT WAS TOLD WHEN")
        for version in versions { lines += version.lines(isColoured: isColoured) }
        Console.standard.output(lines.joined(separator: "\n") + "\n")
        return .ok
    }
}

extension UInt8 {
    /// `0-9` or `a-f`.
    fileprivate var isHexDigit: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }
}
