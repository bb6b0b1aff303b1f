public import PostgresClient

/// Brings a database's schema to what this binary needs.
///
/// Two runs at once do no harm: the second waits for the first, then finds nothing to do. Every step is a transaction
/// of its own, so a failure leaves the steps before it and nothing of its own.
public struct Migrator: Sendable {
    private let target: ConnectionTarget
    private let migrations: [Migration]

    /// A migrator with the steps of this binary.
    public init(target: ConnectionTarget) {
        self.init(target: target, migrations: Migration.all)
    }

    init(target: ConnectionTarget, migrations: [Migration]) {
        self.target = target
        self.migrations = migrations
    }

    /// The steps that `apply` would take, as `NNNN_name`. Changes nothing.
    ///
    /// - Throws: `PostgresError`, or `MigrationError` where database and binary do not fit together.
    public func pending() throws -> [String] {
        let connection = try Connection(to: target)
        return try plan(connection).pending.map(\.label)
    }

    /// Takes the steps that are missing.
    ///
    /// - Returns: the steps taken, as `NNNN_name`; none where the database is up to date.
    /// - Throws: `PostgresError`, retriable or not, or `MigrationError`.
    public func apply() throws -> [String] {
        let connection = try Connection(to: target)
        try connection.execute("SET lock_timeout = '\(Self.lockTimeoutSeconds)s'")
        try connection.query("SELECT pg_advisory_lock($1)", [.integer(Self.lockKey)])
        try makeLedger(connection)
        let pending = try plan(connection).pending
        for step in pending { try apply(step, connection) }
        return pending.map(\.label)
    }

    /// Connects and checks that the sink could write: the server answers, and every step has been taken.
    ///
    /// - Returns: the server's version.
    /// - Throws: `PostgresError`, or `MigrationError.behind`.
    public func check() throws -> String {
        let connection = try Connection(to: target)
        try requireCurrent(connection)
        return connection.serverVersion
    }

    /// Throws `MigrationError.behind` where the database lacks a step; a newer database is accepted, so that an older
    /// build goes on while machines are upgraded one by one.
    func requireCurrent(_ connection: borrowing Connection) throws {
        do {
            let pending = try plan(connection).pending
            if !pending.isEmpty { throw MigrationError.behind(pending: pending.map(\.label)) }
        } catch MigrationError.unknown {}
    }

    /// Any number will do, if only every build uses the same one: "irops" in ASCII.
    private static let lockKey: Int64 = 0x69_726f_7073
    /// How long to wait for another run. Seconds.
    private static let lockTimeoutSeconds = 60

    private func plan(_ connection: borrowing Connection) throws -> MigrationPlan {
        try MigrationPlan(known: hashed(connection), applied: applied(connection))
    }

    private func apply(_ step: MigrationPlan.Step, _ connection: borrowing Connection) throws {
        guard let migration = migrations.first(where: { $0.version == step.version }) else { return }
        try connection.inTransaction {
            try $0.execute(String(decoding: migration.sql, as: UTF8.self))
            try $0.query(
                "INSERT INTO iropsd.schema_migrations (version, name, sha256) VALUES ($1, $2, $3)",
                [.integer(step.version), .text(step.name), .text(step.hash)])
        }
    }

    /// Hashed by the server, as `sha256sum` would.
    private func hashed(_ connection: borrowing Connection) throws -> [MigrationPlan.Step] {
        var steps: [MigrationPlan.Step] = []
        for migration in migrations {
            let rows = try connection.query("SELECT encode(sha256($1), 'hex') AS hash", [.bytes(migration.sql)])
            let hash = rows.first?.text("hash") ?? ""
            steps.append(MigrationPlan.Step(version: migration.version, name: migration.name, hash: hash))
        }
        return steps
    }

    private func applied(_ connection: borrowing Connection) throws -> [MigrationPlan.Step] {
        guard try hasLedger(connection) else { return [] }
        let rows = try connection.query("SELECT version, name, sha256 FROM iropsd.schema_migrations")
        return rows.compactMap { row in
            guard let version = row.integer("version") else { return nil }
            return MigrationPlan.Step(
                version: Int(version), name: row.text("name") ?? "", hash: row.text("sha256") ?? "")
        }
    }

    private func hasLedger(_ connection: borrowing Connection) throws -> Bool {
        let rows = try connection.query("SELECT to_regclass('iropsd.schema_migrations') IS NOT NULL AS there")
        return rows.first?.boolean("there") == true
    }

    /// Made only where it is missing: `IF NOT EXISTS` asks for the privilege even where there is nothing to do.
    private func makeLedger(_ connection: borrowing Connection) throws {
        guard try !hasLedger(connection) else { return }
        let schemas = try connection.query("SELECT 1 FROM pg_namespace WHERE nspname = 'iropsd'")
        if schemas.isEmpty { try connection.execute("CREATE SCHEMA iropsd") }
        try connection.execute(
            """
            CREATE TABLE iropsd.schema_migrations (
                version integer PRIMARY KEY,
                name text NOT NULL,
                sha256 text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            )
            """)
    }
}

extension MigrationPlan.Step {
    /// As the file is called.
    var label: String { Migration.label(version: version, name: name) }
}
