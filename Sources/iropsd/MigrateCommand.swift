import DisruptionService

/// `iropsd migrate`: the schema of the database.
struct MigrateCommand: Command {
    static let syntax = CommandSyntax(
        "migrate", summary: "bring the database's schema to what this build needs",
        details: "Every step is a transaction of its own; what is there already is not touched.",
        options: [.config, OptionSyntax(switch: "dry-run", "Only tell what would be done.")],
        examples: [
            "migrate --config /etc/iropsd/iropsd.yaml", "migrate --config /etc/iropsd/iropsd.yaml --dry-run",
        ])

    private let configuration: String
    private let isDryRun: Bool

    init(_ arguments: Arguments) throws(UsageError) {
        configuration = try arguments.value(of: "config")
        isDryRun = arguments.has("dry-run")
    }

    func run() throws -> ExitCode {
        try DatabaseMigration().run(configurationAt: configuration, isDryRun: isDryRun)
    }
}
