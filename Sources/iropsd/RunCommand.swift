import DisruptionService

/// `iropsd run`: the daemon.
struct RunCommand: Command {
    static let syntax = CommandSyntax(
        "run", summary: "the daemon",
        details: "Reads the input topics, detects, and writes outputs until SIGTERM or SIGINT asks for a clean stop.",
        options: [
            .config,
            OptionSyntax(
                switch: "accept-other-rules",
                """
                Start although a build with other rules stopped uncleanly: what it told last may stand uncorrected.
                """),
        ],
        examples: ["run --config /etc/iropsd/iropsd.yaml"])

    private let path: String
    private let acceptsOtherRules: Bool

    init(_ arguments: Arguments) throws(UsageError) {
        path = try arguments.value(of: "config")
        acceptsOtherRules = arguments.has("accept-other-rules")
    }

    func run() throws -> ExitCode {
        HugePages.ask()
        return try ServiceHost.run(configurationAt: path) {
            try Daemon.work($0, acceptsOtherRules: acceptsOtherRules)
        }
    }
}
