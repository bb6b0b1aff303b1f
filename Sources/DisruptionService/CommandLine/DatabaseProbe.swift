import PostgresClient

extension ConfigurationCheck {
    /// Asks the database of the configuration whether it is there and has the schema of this build.
    public static let database: Probe = { configuration in
        func finding(_ verdict: Finding.Verdict, _ text: String) -> [Finding] { [Finding("database", verdict, text)] }
        guard let url = configuration.postgres.url else {
            return finding(.skipped, "postgres.url is not given, so there is no sink")
        }
        do {
            let target = try ConnectionTarget(url.reveal())
            let version = try Migrator(target: target).check()
            return finding(.ok, "\(target), server \(version), schema as this build needs it")
        } catch {
            return finding(.wrong, "\(error)")
        }
    }
}
