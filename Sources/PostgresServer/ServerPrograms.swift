import Glibc

/// Where the programs of a PostgreSQL server are on this machine.
public struct ServerPrograms: Sendable {
    /// The folder with `initdb` and `postgres`.
    public let folder: String

    /// Takes a folder that is known to have the programs.
    public init(folder: String) {
        self.folder = folder
    }

    /// Looks in the folder named by the environment's `POSTGRES_BIN`, then in Debian's folders, newest version first,
    /// then along `PATH`.
    ///
    /// - Returns: nil where no server is installed.
    public static func find() -> ServerPrograms? {
        let configured = environment("POSTGRES_BIN").map { [$0] } ?? []
        let installed = subfolders(of: "/usr/lib/postgresql")
            .compactMap { Int($0) }.sorted(by: >).map { "/usr/lib/postgresql/\($0)/bin" }
        let path = (environment("PATH") ?? "").split(separator: ":").map(String.init)
        return (configured + installed + path).first(where: hasServer).map { ServerPrograms(folder: $0) }
    }

    /// What to tell a person when `find` finds nothing.
    public static let adviceWhenMissing = "no PostgreSQL server found: apt-get install postgresql, or set POSTGRES_BIN"

    private static func hasServer(_ folder: String) -> Bool {
        access(folder + "/initdb", X_OK) == 0 && access(folder + "/postgres", X_OK) == 0
    }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    private static func subfolders(of path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            // The name is a fixed C array at the entry's end.
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            names.append(name)
        }
        return names
    }
}
