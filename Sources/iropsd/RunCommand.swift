import DisruptionService

/// `iropsd run`: the daemon.
struct RunCommand: Command {
    static let syntax = CommandSyntax(
        "run", summary: "the daemon",
        details: "Reads the input topics, detects, and writes outputs until SIGTERM or SIGINT asks for a clean stop.",
        options: [.config],
        examples: ["run --config /etc/iropsd/iropsd.yaml"])

    private let path: String

    init(_ arguments: Arguments) throws(UsageError) { path = try arguments.value(of: "config") }

    func run() throws -> ExitCode {
        HugePages.ask()
        return try ServiceHost.run(configurationAt: path, Daemon.work)
    }
}
