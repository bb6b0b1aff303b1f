import Glibc
import PostgresClient
import Synchronization

/// A PostgreSQL server of one's own in a temporary folder: for the demo and for tests.
///
/// It listens on a Unix socket in its folder only, which nobody else may enter, so it needs no port and no password.
/// It is safe from crashes of its own, not of the machine (`fsync` is off). A small shell stands beside it and, when
/// this process ends in whatever way, stops the server and removes the folder. Run by root, the server runs as user
/// `postgres`, because PostgreSQL refuses root.
public final class PrivateServer: Sendable {
    /// The folder with everything that belongs to the server.
    public let folder: String
    private let programs: ServerPrograms
    private let supervisor = Mutex<ChildProcess?>(nil)

    /// The role and the database that exist from the start.
    public static let roleName = "iropsd"
    /// Longest wait for a start and for a stop. Seconds: a machine that is busy with builds needs many.
    static let deadlineSeconds = 60

    /// Makes a server's files in a new folder and starts it.
    ///
    /// - Parameters:
    ///   - programs: what `ServerPrograms.find()` found.
    ///   - parent: the folder in which the server's folder is made. Short: a socket's path has 107 bytes at most.
    public init(programs: ServerPrograms, in parent: String = "/tmp") throws(PrivateServerError) {
        self.programs = programs
        folder = try Self.makeFolder(in: parent)
        do {
            try start()
        } catch {
            let log = logTail
            removeFolder()
            throw PrivateServerError("\(error.message)\(log.isEmpty ? "" : "; its log ends:\n" + log)")
        }
    }

    deinit {
        remove()
    }

    /// The connection string of a database of this server.
    public func url(database: String = PrivateServer.roleName) -> String {
        "postgresql:///\(database)?host=\(folder)&user=\(Self.roleName)"
    }

    /// Starts the server where it is not running, and waits until it takes connections.
    public func start() throws(PrivateServerError) {
        try supervisor.withLock { supervisor throws(PrivateServerError) in
            guard supervisor == nil else { return }
            unlink(endedFile)
            let child = try ChildProcess(
                "sh", ["-c", Self.script, "sh", folder, programs.folder, Self.roleName, "setpriv"] + privileges,
                outputFile: logFile)
            supervisor = child
            try waitUntilReady(child)
        }
    }

    /// Stops the server: its clients are disconnected, its files are kept.
    public func stop() { end("INT keep") }

    /// Stops the server as a crash would: without a checkpoint, so that the next start recovers.
    public func crash() { end("QUIT keep") }

    /// Stops the server and removes its folder. Nothing is left.
    public func remove() {
        end("INT remove")
        removeFolder()
    }

    private func end(_ order: String) {
        supervisor.withLock { supervisor in
            guard let child = supervisor else { return }
            child.finish(with: order)
            if child.wait(seconds: Self.deadlineSeconds) == nil { child.kill() }
            supervisor = nil
        }
    }

    /// What stands beside the server. Arguments: its folder, its programs' folder, the role, the command that drops
    /// root's privileges. Input: how to stop it and what becomes of the folder; an end of input without a line means
    /// that the process which wanted the server is gone.
    private static let script = """
        folder=$1; programs=$2; role=$3; shift 3; cd /
        [ -e "$folder/data/PG_VERSION" ] || "$@" "$programs/initdb" -D "$folder/data" -U "$role" -A trust \
            -E UTF8 --locale=C --no-sync --no-instructions </dev/null || exit 1
        {
            "$@" "$programs/postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder" \
                -c unix_socket_permissions=0700 -c fsync=off -c full_page_writes=off \
                -c shared_buffers=64MB -c log_min_messages=warning </dev/null
            : >"$folder/ended"
        } &
        read -r signal then || { signal=INT; then=remove; }
        until [ -e "$folder/ended" ] || kill -s "$signal" "$(head -n 1 "$folder/data/postmaster.pid")"; do
            sleep 0.1
        done 2>/dev/null
        wait
        if [ "$then" = remove ]; then rm -rf -- "$folder"; fi
        """

    private var logFile: String { folder + "/server.log" }

    /// There once the server has ended, by itself or told to.
    private var endedFile: String { folder + "/ended" }

    /// What `setpriv` gives up: root and every group of root. Empty for an ordinary user.
    private var privileges: [String] {
        guard let owner = Self.unprivilegedOwner else { return [] }
        return ["--reuid=\(owner.user)", "--regid=\(owner.group)", "--clear-groups"]
    }

    /// Whom the server runs as; nil where this process is not root.
    private static var unprivilegedOwner: (user: uid_t, group: gid_t)? {
        guard geteuid() == 0 else { return nil }
        guard let entry = getpwnam("postgres") ?? getpwnam("nobody") else { return (65_534, 65_534) }
        return (entry.pointee.pw_uid, entry.pointee.pw_gid)
    }

    private static func makeFolder(in parent: String) throws(PrivateServerError) -> String {
        var path = Array((parent + "/iropsd-pg-XXXXXX").utf8CString)
        guard mkdtemp(&path) != nil else {
            throw PrivateServerError("cannot make a folder in \(parent): \(systemError(errno))")
        }
        let folder = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if let owner = unprivilegedOwner { chown(folder, owner.user, owner.group) }
        return folder
    }

    private func removeFolder() {
        // `rm` knows how to remove a tree; a folder that is gone already is no error to it.
        try? ChildProcess.run(
            "rm", ["-rf", "--", folder], outputFile: "/dev/null", seconds: Self.deadlineSeconds)
    }

    private func waitUntilReady(_ child: ChildProcess) throws(PrivateServerError) {
        for _ in 0..<(Self.deadlineSeconds * 50) {
            if let connection = try? Connection(url(database: "postgres")) {
                return try makeDatabase(connection)
            }
            guard child.isRunning, access(endedFile, F_OK) != 0 else { break }
            usleep(20_000)
        }
        throw PrivateServerError("PostgreSQL in \(folder) did not start")
    }

    private func makeDatabase(_ connection: borrowing Connection) throws(PrivateServerError) {
        do {
            let known = try connection.query("SELECT 1 FROM pg_database WHERE datname = $1", [.text(Self.roleName)])
            if known.isEmpty { try connection.execute("CREATE DATABASE \(Self.roleName)") }
        } catch {
            throw PrivateServerError("\(error)")
        }
    }

    /// The last lines of the server's log, for a message about a server that did not start.
    private var logTail: String {
        let descriptor = open(logFile, O_RDONLY)
        guard descriptor >= 0 else { return "" }
        defer { Glibc.close(descriptor) }
        let end = lseek(descriptor, 0, SEEK_END)
        lseek(descriptor, max(0, end - 2_000), SEEK_SET)
        let bytes = [UInt8](unsafeUninitializedCapacity: 2_000) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
