import PostgresClient

/// What `iropsd migrate` does.
public struct DatabaseMigration: Sendable {
    private let console: Console

    public init(console: Console = .standard) { self.console = console }

    /// Brings the schema of the configured database to what this build needs, and tells each step.
    /// - Parameter isDryRun: only tell what would be done.
    /// - Throws: `ConfigurationError`, `CommandError`, `PostgresError`, `MigrationError`.
    public func run(configurationAt path: String, isDryRun: Bool) throws -> ExitCode {
        guard let url = try ConfigurationFile(path: path).configuration.postgres.url else {
            throw CommandError("\(path) has no postgres.url; add the database to migrate", exitCode: .usage)
        }
        let target = try ConnectionTarget(url.reveal())
        let migrator = Migrator(target: target)
        let steps = try isDryRun ? migrator.pending() : migrator.apply()
        for step in steps { console.output("\(isDryRun ? "would apply" : "applied") \(step)\n") }
        console.output(steps.isEmpty ? "\(target): nothing to do\n" : "\(target): \(Self.counted(steps.count))\n")
        return .ok
    }

    private static func counted(_ steps: Int) -> String { steps == 1 ? "1 step" : "\(steps) steps" }
}
