import DisruptionService
import Glibc
import PostgresClient
import PostgresServer

/// A private PostgreSQL in a temporary folder, which is also where everything else of a demo is written.
struct DemoDatabase {
    private let server: PrivateServer

    /// - Throws: `CommandError` where no PostgreSQL is installed; `PrivateServerError`, `PostgresError`,
    ///   `MigrationError`.
    init() throws {
        guard let programs = ServerPrograms.find() else { throw CommandError(ServerPrograms.adviceWhenMissing) }
        server = try PrivateServer(programs: programs)
        do {
            _ = try Migrator(target: ConnectionTarget(server.url())).apply()
        } catch {
            server.remove()
            throw error
        }
    }

    var folder: String { server.folder }
    var version: String { (try? connect())?.serverVersion ?? "" }

    func connect() throws(PostgresError) -> Connection { try Connection(server.url()) }

    /// Writes the daemon's configuration beside the database and reads it as `iropsd run` would.
    func configuration(_ cluster: DemoCluster, _ catalog: TopicCatalog, group: String) throws -> Configuration {
        var lines = [
            "time: replay", "kafka:", "  bootstrap_servers: \(cluster.servers)", "  group_id: \(group)", "postgres:",
            "  url: \(server.url())",
        ]
        if !cluster.topicPrefix.isEmpty {
            lines.append("topics:")
            lines += catalog.topics.map { "  \($0.name): \(cluster.topicPrefix)\($0.name)" }
        }
        let path = folder + "/iropsd.yaml"
        let text = Array((lines.joined(separator: "\n") + "\n").utf8)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandError("\(path): \(SystemError.text(errno))") }
        let written = write(descriptor, text, text.count)
        close(descriptor)
        guard written == text.count else { throw CommandError("\(path): cannot be written; is the disk full?") }
        return try ConfigurationFile(path: path).configuration
    }

    /// Stops the server and removes the folder.
    func remove() { server.remove() }
}
