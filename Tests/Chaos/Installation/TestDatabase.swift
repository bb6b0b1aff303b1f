import Harness
import PostgresClient
package import PostgresServer
import Synchronization

/// Databases of the one private PostgreSQL that integration tests share; it is gone when the tests end.
package enum TestDatabase {
    private static let count = Atomic<Int>(0)
    private static let server = Result { try newServer() }

    /// The connection string of an empty database of its own.
    package static func make() throws -> String {
        let name = "integration_\(count.add(1, ordering: .relaxed).newValue)"
        let server = try server.get()
        let connection = try Connection(server.url())
        try connection.execute("CREATE DATABASE \(name)")
        return server.url(database: name)
    }

    /// A server for a test that stops or crashes it.
    package static func newServer() throws -> PrivateServer {
        guard let programs = ServerPrograms.find() else { throw HarnessError(ServerPrograms.adviceWhenMissing) }
        return try PrivateServer(programs: programs)
    }
}
