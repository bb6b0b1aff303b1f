import Foundation
import PostgresClient
import PostgresServer
import Testing

@Suite(.enabled(if: ServerPrograms.find() != nil, "\(ServerPrograms.adviceWhenMissing)"))
struct PrivateServerTests {
    private func newServer() throws -> PrivateServer {
        try PrivateServer(programs: try #require(ServerPrograms.find()))
    }

    @Test func filesOutliveAStopAndACrashAndNothingOutlivesRemoval() throws {
        let server = try newServer()
        try Connection(server.url()).execute("CREATE TABLE t (n int); INSERT INTO t VALUES (7)")
        server.stop()
        let gone = #expect(throws: PostgresError.self) { _ = try Connection(server.url()) }
        #expect(gone?.isRetriable == true)
        try server.start()
        server.crash()
        try server.start()
        #expect(try Connection(server.url()).query("SELECT n FROM t").first?.integer("n") == 7)
        server.remove()
        #expect(!FileManager.default.fileExists(atPath: server.folder))
    }

    @Test func theServerGoesWithItsOwner() throws {
        let folder = try newServer().folder
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func aServerThatCannotStartSaysWhy() throws {
        let error = #expect(throws: PrivateServerError.self) {
            try PrivateServer(programs: ServerPrograms(folder: "/nonexistent"))
        }
        #expect(error?.message.contains("/nonexistent/initdb") == true)
    }
}
