import PostgresClient

extension ConfigurationCheck {
    /// Asks the database of the configuration whether it is there, has the schema of this build, and lets the sink
    /// write.
    public static let database: Probe = { configuration in
        func finding(_ verdict: Finding.Verdict, _ text: String) -> [Finding] { [Finding("database", verdict, text)] }
        guard let url = configuration.postgres.url else {
            return finding(.skipped, "postgres.url is not given, so there is no sink")
        }
        do {
            let target = try ConnectionTarget(url.reveal())
            let version = try Migrator(target: target).check()
            let missing = try SinkGrants.missing(at: target)
            guard missing.isEmpty else {
                let text =
                    "\(target): this user lacks \(missing.joined(separator: ", ")); grants.sql gives what it needs"
                return finding(.wrong, text)
            }
            return finding(.ok, "\(target), server \(version), schema and rights as this build needs them")
        } catch {
            return finding(.wrong, "\(error)")
        }
    }
}

/// What the sink does in the database, and so has to be granted.
enum SinkGrants {
    /// Privileges by table of schema iropsd.
    static let tables: [(table: String, privileges: [String])] = [
        ("schema_migrations", ["SELECT"]), ("sink_fence", ["SELECT", "UPDATE"]),
        ("sink_positions", ["SELECT", "INSERT", "UPDATE"]), ("sink_rejects", ["INSERT"]),
        ("disruptions", ["SELECT", "INSERT", "UPDATE"]), ("disruption_legs", ["SELECT", "INSERT", "UPDATE", "DELETE"]),
        ("flight_state", ["SELECT", "INSERT", "UPDATE", "DELETE"]), ("dead_letters", ["SELECT", "INSERT"]),
        ("bookings", ["SELECT", "INSERT", "UPDATE", "DELETE"]),
        ("booking_segments", ["SELECT", "INSERT", "UPDATE", "DELETE"]), ("notifications", ["SELECT", "INSERT"]),
        ("alerts", ["SELECT", "INSERT", "UPDATE"]), ("alert_audit", ["SELECT", "INSERT"]),
    ]

    /// - Returns: what this user lacks, e.g. `DELETE on iropsd.flight_state`.
    static func missing(at target: ConnectionTarget) throws(PostgresError) -> [String] {
        let connection = try Connection(to: target)
        let asked = tables.flatMap { table, privileges in privileges.map { (table, $0) } }
        let rows = try connection.query(
            """
            SELECT p.privilege || ' on iropsd.' || p.name AS lacks
            FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS p(name, privilege, place)
            WHERE NOT has_table_privilege('iropsd.' || p.name, p.privilege)
            UNION ALL
            SELECT 'TEMPORARY on the database' WHERE NOT has_database_privilege(current_database(), 'TEMPORARY')
            """,
            [.text("{\(asked.map(\.0).joined(separator: ","))}"), .text("{\(asked.map(\.1).joined(separator: ","))}")])
        return rows.compactMap { $0.text("lacks") }
    }
}
