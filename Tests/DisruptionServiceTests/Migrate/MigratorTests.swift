import PostgresClient
import Testing

@testable import DisruptionService

@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason))
struct MigratorTests {
    private let target: ConnectionTarget

    init() throws {
        target = try ConnectionTarget(PrivatePostgres.newDatabase())
    }

    private func migrator(_ files: [(Int, String, String)]) -> Migrator {
        Migrator(
            target: target,
            migrations: files.map { Migration(version: $0.0, name: $0.1, sql: Array($0.2.utf8)) })
    }

    @Test func theSchemaIsMadeOnce() throws {
        let migrator = Migrator(target: target)
        let all = Migration.all.map { Migration.label(version: $0.version, name: $0.name) }
        #expect(try migrator.pending() == all)
        let connection = try Connection(to: target)
        #expect(throws: MigrationError.behind(pending: all)) { try migrator.requireCurrent(connection) }
        #expect(try connection.query("SELECT 1 FROM pg_namespace WHERE nspname = 'iropsd'").isEmpty)
        #expect(try migrator.apply() == all)
        #expect(try migrator.apply().isEmpty)
        #expect(try migrator.pending().isEmpty)
        try migrator.requireCurrent(connection)
        let tables = try connection.query("SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'iropsd'")
        #expect(
            Set(tables.compactMap { $0.text("relname") }) == [
                "schema_migrations", "sink_positions", "sink_fence", "sink_rejects", "disruptions", "disruption_legs",
                "flight_state", "dead_letters", "bookings", "booking_segments", "notifications", "alerts",
                "alert_audit",
            ])
    }

    @Test func aFailingStepLeavesTheStepsBeforeItAndNothingOfItsOwn() throws {
        let broken = migrator([
            (1, "good", "CREATE TABLE iropsd.a (n int)"),
            (2, "bad", "CREATE TABLE iropsd.b (n int); SELECT 1/0"),
        ])
        #expect(throws: PostgresError.self) { try broken.apply() }
        #expect(try broken.pending() == ["0002_bad"])
        let mended = migrator([
            (1, "good", "CREATE TABLE iropsd.a (n int)"),
            (2, "bad", "CREATE TABLE iropsd.b (n int)"),
        ])
        #expect(try mended.apply() == ["0002_bad"])
    }

    @Test func aChangedFileAndANewerDatabaseAreRefused() throws {
        _ = try migrator([(1, "a", "SELECT 1"), (2, "b", "SELECT 2")]).apply()
        #expect(throws: MigrationError.changed(version: 2, name: "b")) {
            try migrator([(1, "a", "SELECT 1"), (2, "b", "SELECT 3")]).apply()
        }
        let older = migrator([(1, "a", "SELECT 1")])
        #expect(throws: MigrationError.unknown(version: 2, name: "b")) { try older.apply() }
        try older.requireCurrent(Connection(to: target))
    }

    @Test func twoRunsAtOnceTakeEveryStepOnce() async throws {
        let migrator = migrator([
            (1, "slow", "SELECT pg_sleep(0.2); CREATE TABLE iropsd.a (n int)"),
            (2, "b", "CREATE TABLE iropsd.b (n int)"),
        ])
        async let one = Task.detached { try migrator.apply() }.value
        async let other = Task.detached { try migrator.apply() }.value
        #expect(try await one + other == ["0001_slow", "0002_b"])
    }
}
