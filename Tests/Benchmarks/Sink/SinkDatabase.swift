import DisruptionService
import PostgresClient

/// The database of the benchmark, between runs.
struct SinkDatabase {
    let target: ConnectionTarget
    /// The server's version.
    let version: String

    /// The tables that hold the records, by name.
    static let tables = SinkTable.allCases.map(\.name)

    init(_ target: ConnectionTarget) {
        self.target = target
        version = (try? Connection(to: target))?.serverVersion ?? "unknown"
    }

    /// Makes the tables.
    func migrate() throws { _ = try Migrator(target: target).apply() }

    /// Removes all rows.
    func empty() throws {
        try run(
            """
            TRUNCATE iropsd.disruptions, iropsd.disruption_legs, iropsd.flight_state, iropsd.dead_letters,
                iropsd.bookings, iropsd.booking_segments, iropsd.notifications, iropsd.alerts, iropsd.alert_audit,
                iropsd.sink_positions, iropsd.sink_rejects
            """)
    }

    /// Makes every version one older, in fresh pages, so that the same records are newer.
    func makeOlder() throws {
        try run("UPDATE iropsd.disruptions SET version = version - 1")
        try run("UPDATE iropsd.flight_state SET version = version - 1")
        try run("TRUNCATE iropsd.dead_letters, iropsd.sink_positions")
        for table in ["disruptions", "disruption_legs", "flight_state"] {
            try run("VACUUM FULL ANALYZE iropsd.\(table)")
        }
    }

    /// Writes out what is dirty, so that no run pays for the one before.
    func checkpoint() throws { try run("CHECKPOINT") }

    /// Runs statements.
    func run(_ sql: String) throws { try Connection(to: target).execute(sql) }
}
