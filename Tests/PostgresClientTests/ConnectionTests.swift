import PostgresClient
import PostgresServer
import Testing

@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason))
struct ConnectionTests {
    @Test func parametersAndRowsKeepTypesAndNulls() throws {
        let connection = try Connection(PrivatePostgres.newDatabase())
        let rows = try connection.query(
            "SELECT $1::bigint AS number, $2::text AS word, $3::bytea AS raw, $4::text AS nothing, $5::boolean AS yes,"
                + " $6::text[] AS list",
            [
                .integer(Int64.min), "a\tb'\"\\é", .bytes([0, 1, 255]), .null, .boolean(true),
                .array(["x,\"\\y", "", "NULL"]),
            ])
        let row = try #require(rows.first)
        #expect(rows.count == 1)
        #expect(row.integer("number") == .min)
        #expect(row.text("word") == "a\tb'\"\\é")
        #expect(row.bytes("raw") == [0, 1, 255])
        #expect(row.text("nothing") == nil)
        #expect(row.boolean("yes") == true)
        #expect(row.text("list") == #"{"x,\"\\y","","NULL"}"#)
    }

    @Test func rowsOutliveTheirConnection() throws {
        let rows: Rows
        do {
            let connection = try Connection(PrivatePostgres.newDatabase())
            rows = try connection.query("SELECT g AS n FROM generate_series(1, 3) AS g")
            connection.close()
        }
        #expect(rows.map { $0.integer("n") } == [1, 2, 3])
    }

    @Test func errorsSayWhatTheServerSays() throws {
        let connection = try Connection(PrivatePostgres.newDatabase())
        let missing = #expect(throws: PostgresError.self) { try connection.query("SELECT 1 FROM iropsd.disruptions") }
        #expect(missing?.kind == .missingSchema)
        #expect(missing?.sqlState?.code == "42P01")
        let nul = #expect(throws: PostgresError.self) { try connection.query("SELECT $1::text AS t", ["a\0b"]) }
        #expect(nul?.kind == .badData)
        let syntax = #expect(throws: PostgresError.self) { try connection.execute("SELEC 1") }
        #expect(syntax?.kind == .misuse)
        #expect(try connection.query("SELECT 1 AS one").first?.integer("one") == 1)
    }

    @Test func aRoleOrDatabaseThatIsNotThereIsFatal() throws {
        let server = try PrivatePostgres.server()
        let database = #expect(throws: PostgresError.self) {
            _ = try Connection(server.url(database: "nowhere"))
        }
        #expect(database?.kind == .missingDatabase)
        let role = #expect(throws: PostgresError.self) {
            _ = try Connection("postgresql:///iropsd?host=\(server.folder)&user=nobody_here")
        }
        #expect(role?.kind == .authentication)
    }

    @Test func aServerThatIsNotThereIsRetriable() throws {
        let error = #expect(throws: PostgresError.self) {
            _ = try Connection("host=/nonexistent dbname=iropsd password=s3cret")
        }
        #expect(error?.kind == .connectionLost)
        #expect(error?.description.contains("s3cret") == false)
    }

    @Test func aTransactionTakesPlaceWhollyOrNotAtAll() throws {
        let connection = try Connection(PrivatePostgres.newDatabase())
        try connection.execute("CREATE TABLE t (n int)")
        try connection.inTransaction { try $0.execute("INSERT INTO t VALUES (1)") }
        #expect(throws: PostgresError.self) {
            try connection.inTransaction {
                try $0.execute("INSERT INTO t VALUES (2)")
                try $0.execute("INSERT INTO t VALUES (1/0)")
            }
        }
        try connection.inTransaction {
            try $0.execute("INSERT INTO t VALUES (3)")
            _ = try? $0.inSavepoint("s") { try $0.execute("INSERT INTO t VALUES (4); SELECT 1/0") }
        }
        let isInTransaction = connection.isInTransaction
        #expect(!isInTransaction)
        #expect(try connection.query("SELECT n FROM t ORDER BY n").map { $0.integer("n") } == [1, 3])
    }

    @Test func aLostConnectionIsRetriable() throws {
        let url = try PrivatePostgres.newDatabase()
        let connection = try Connection(url)
        let other = try Connection(url)
        try other.query("SELECT pg_terminate_backend($1)", [.integer(connection.serverProcess)])
        let error = #expect(throws: PostgresError.self) { try connection.query("SELECT 1") }
        #expect(error?.isRetriable == true)
        let isOpen = connection.isOpen
        #expect(!isOpen)
    }

    @Test func versionsAreKnown() throws {
        let connection = try Connection(PrivatePostgres.newDatabase())
        let (number, text) = (connection.serverVersionNumber, connection.serverVersion)
        #expect(number >= 120_000)
        #expect(text.contains("."))
        #expect(libpqVersion().contains("."))
    }
}
