import PostgresClient
import PostgresServer
import Synchronization
import Testing

/// The private PostgreSQL of a test process: one server, started by the first test, gone with the process.
///
/// Every test takes a database of its own. Where no server is installed, suites say so in one line.
enum PrivatePostgres {
    static let programs = ServerPrograms.find()
    static var isInstalled: Bool { programs != nil }
    static let skipReason: Comment =
        "skipped: no PostgreSQL server found (apt-get install postgresql, or set POSTGRES_BIN)"

    private static let shared = Mutex<PrivateServer?>(nil)
    private static let databases = Atomic<Int>(0)

    /// The server that tests share. Tests that stop or crash a server make their own.
    static func server() throws -> PrivateServer {
        try shared.withLock { shared in
            if let server = shared { return server }
            let server = try newServer()
            shared = server
            return server
        }
    }

    /// A server for one test.
    static func newServer() throws -> PrivateServer {
        try PrivateServer(programs: try #require(programs))
    }

    /// The connection string of an empty database of the shared server.
    static func newDatabase() throws -> String {
        let name = "test_\(databases.add(1, ordering: .relaxed).newValue)"
        let server = try server()
        let connection = try Connection(server.url())
        try connection.execute("CREATE DATABASE \(name)")
        return server.url(database: name)
    }
}
