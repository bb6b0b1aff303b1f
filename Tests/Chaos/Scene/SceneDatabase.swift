package import Harness
import PostgresClient
package import PostgresServer

/// The database of an installation under chaos.
package struct SceneDatabase {
    /// Where it is reached by those who judge.
    package let url: String
    /// The server, where the installation has one of its own.
    package let server: PrivateServer?
    package let disk: SmallDisk?

    init(_ needs: SceneNeeds) throws {
        guard needs.ownsDatabase || needs.isDetoured || needs.diskMegabytes != nil else {
            url = try TestDatabase.make()
            server = nil
            disk = nil
            return
        }
        let server = try TestDatabase.newServer()
        disk = try needs.diskMegabytes.map { try SmallDisk(megabytes: $0) }
        if let disk {
            // The write-ahead log lies elsewhere: a server that cannot write that one stops, which is another fault.
            let connection = try Connection(server.url())
            try SmallDisk.give(disk.path, toOwnerOf: server.folder)
            try connection.execute("CREATE TABLESPACE small LOCATION '\(disk.path)'")
            try connection.execute("CREATE DATABASE chaos TABLESPACE small")
            url = server.url(database: "chaos")
        } else {
            url = server.url()
        }
        self.server = server
    }

    /// The same database through a proxy.
    func url(through proxy: TCPProxy) -> String {
        "postgresql://\(PrivateServer.roleName)@127.0.0.1:\(proxy.port)/\(PrivateServer.roleName)"
            + "?sslmode=disable&gssencmode=disable"
    }

    /// The Unix socket of the server.
    var socket: String { (server?.folder ?? "") + "/.s.PGSQL.5432" }
}
