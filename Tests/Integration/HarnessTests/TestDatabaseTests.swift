import Chaos
import PostgresClient
import Testing

@Suite("A test database", .needsPostgres)
struct TestDatabaseTests {
    @Test("is empty and its own")
    func separate() throws {
        for _ in 1...2 {
            let connection = try Connection(try TestDatabase.make())
            // Fails where the table exists already.
            try connection.execute("CREATE TABLE only_here (a int)")
            #expect(try connection.query("SELECT a FROM only_here").isEmpty)
        }
    }
}
