/// Why the database's schema and this binary's migrations do not fit together. Nothing has been changed.
public enum MigrationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file was changed after it had been applied.
    case changed(version: Int, name: String)
    /// The database has a step that this binary does not know.
    case unknown(version: Int, name: String)
    /// A step comes before one that has been applied.
    case outOfOrder(version: Int, name: String, newest: Int)
    /// Steps are missing in the database.
    case behind(pending: [String])

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .changed(let version, let name):
            "migration \(label(version, name)) is not the one that was applied to this database: its text has changed. "
                + "What to do: run the build that applied it, or restore the file and add a new migration"
        case .unknown(let version, let name):
            "this database has migration \(label(version, name)), which this build does not know: the database is "
                + "newer. What to do: run a build that has it"
        case .outOfOrder(let version, let name, let newest):
            "migration \(label(version, name)) comes before \(newest), which has been applied. "
                + "What to do: give it a number above \(newest)"
        case .behind(let pending):
            "the database lacks \(pending.count == 1 ? "migration" : "migrations") \(pending.joined(separator: ", ")). "
                + "What to do: run 'iropsd migrate --config FILE'"
        }
    }

    private func label(_ version: Int, _ name: String) -> String {
        Migration.label(version: version, name: name)
    }
}
