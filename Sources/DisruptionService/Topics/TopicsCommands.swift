/// `iropsd topics plan`: what the cluster lacks of the declared topics.
public struct TopicsPlanCommand: Command {
    public static let syntax = CommandSyntax(
        "topics plan", summary: "what the cluster lacks of the declared topics",
        details: """
            Compares the topics that this build declares with those of the cluster, under the names that the \
            configuration gives them, and tells for each what `topics apply` would do. Changes nothing. Exits 0 \
            whenever it could look, whatever it found; 1 when the cluster does not answer or does not let itself be \
            looked at; 2 when the configuration is wrong.
            """,
        options: [.config], examples: ["topics plan --config /etc/iropsd/iropsd.yaml"])

    private let configuration: String

    public init(_ arguments: Arguments) throws(UsageError) {
        configuration = try arguments.value(of: "config")
    }

    public func run() throws -> ExitCode { try TopicsTask().plan(configurationAt: configuration) }
}

/// `iropsd topics apply`: makes the topics as declared.
public struct TopicsApplyCommand: Command {
    public static let syntax = CommandSyntax(
        "topics apply", summary: "make the topics as declared",
        details: """
            Makes the topics that are missing and sets the settings that differ, and tells each thing that it does. \
            Never changes the number of partitions or replicas of a topic that exists, and never deletes anything. May \
            be run again at any time. Exits 0 when all topics are as declared afterwards; 1 when something is left \
            that needs a person, or when the cluster does not answer; 2 when the configuration is wrong.
            """,
        options: [
            .config,
            OptionSyntax(
                "incarnation", "N",
                "The life of the log, where the snapshots topic has lost it and it cannot be found out."),
        ], examples: ["topics apply --config /etc/iropsd/iropsd.yaml"])

    private let configuration: String
    private let incarnation: Int64?

    public init(_ arguments: Arguments) throws(UsageError) {
        configuration = try arguments.value(of: "config")
        incarnation = try arguments.integer("incarnation", in: 1...Int(LogIncarnation.greatest)).map { Int64($0) }
    }

    public func run() throws -> ExitCode {
        try TopicsTask().apply(configurationAt: configuration, incarnation: incarnation)
    }
}
