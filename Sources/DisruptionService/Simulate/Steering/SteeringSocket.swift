import Glibc

/// A Unix domain socket that only its user can reach.
final class SteeringSocket: Sendable {
    let path: String
    /// Listens, without blocking.
    let descriptor: Int32
    private let identity: Identity

    /// Which file lies at the path, so that no other is removed.
    private struct Identity: Sendable, Equatable {
        let device: UInt
        let inode: UInt

        init?(_ path: String) {
            var status = stat()
            guard lstat(path, &status) == 0 else { return nil }
            device = UInt(status.st_dev)
            inode = UInt(status.st_ino)
        }
    }

    /// Why a path cannot be had.
    enum Failure: Error {
        /// Somebody listens there.
        case isTaken
        case other(CommandError)
    }

    /// Connections that wait to be accepted.
    private static let backlog: Int32 = 8
    /// Tries for the folder's lock, which others hold for an instant, and microseconds between two.
    private static let lockTries = 50
    private static let lockPauseUs: UInt32 = 20_000

    /// The socket at a path, or, of the usual path where another simulation listens there, at one of its own.
    /// - Parameter given: a path that somebody chose; nil for the usual one.
    static func open(given: String?) throws(CommandError) -> SteeringSocket {
        let path = given.map { SteeringPath(given: $0) } ?? .usual
        try path.prepare()
        do throws(Failure) {
            return try SteeringSocket(path.path)
        } catch {
            switch error {
            case .other(let error): throw error
            case .isTaken where given != nil:
                throw CommandError(
                    "\(path.path): another simulation listens there; end it, or give this one another --control PATH")
            case .isTaken: break
            }
        }
        let own = path.beside(pid: getpid())
        try own.prepare()
        do throws(Failure) {
            return try SteeringSocket(own.path)
        } catch {
            if case .other(let error) = error { throw error }
            throw CommandError("\(own.path): another simulation listens there; give --control PATH")
        }
    }

    /// - Parameter path: what a process that is dead has left there is taken away; anything else stays.
    init(_ path: String) throws(Failure) {
        func failure(_ what: String) -> Failure { .other(CommandError("\(path): \(what)")) }
        let socket = Glibc.socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard socket >= 0 else { throw failure(SystemError.text(errno)) }
        do throws(Failure) {
            // Of two that find the same dead socket, one removes it and binds before the other looks.
            let lock = try Self.lockFolder(of: path)
            defer { close(lock) }
            try Self.removeStale(path)
            // Linux makes the file with the mode of the socket, so at no instant others can connect.
            guard fchmod(socket, 0o600) == 0,
                Self.withAddress(path, { bind(socket, $0, $1) }) == 0, chmod(path, 0o600) == 0,
                listen(socket, Self.backlog) == 0
            else { throw failure(SystemError.text(errno)) }
            guard let identity = Identity(path) else { throw failure("was taken away") }
            self.identity = identity
        } catch {
            close(socket)
            throw error
        }
        descriptor = socket
        self.path = path
    }

    /// Removes the file, where it still is this socket's.
    deinit {
        if Identity(path) == identity { unlink(path) }
        close(descriptor)
    }

    /// Connects to whoever listens at a path.
    /// - Returns: a blocking descriptor that the caller closes; -1 with `errno`.
    static func connect(_ path: String) -> Int32 {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return -1 }
        if withAddress(path, { Glibc.connect(socket, $0, $1) }) == 0 { return socket }
        let number = errno
        close(socket)
        errno = number
        return -1
    }

    private static func removeStale(_ path: String) throws(Failure) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw .other(CommandError("\(path): \(SystemError.text(errno))"))
        }
        guard status.st_mode & S_IFMT == S_IFSOCK, status.st_uid == getuid() else {
            throw .other(CommandError("\(path) is there and no socket of yours; remove it, or give --control PATH"))
        }
        let probe = connect(path)
        if probe >= 0 { close(probe) }
        guard probe < 0, errno == ECONNREFUSED else { throw .isTaken }
        unlink(path)
    }

    /// - Returns: a descriptor that holds the lock until it is closed.
    private static func lockFolder(of path: String) throws(Failure) -> Int32 {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .other(CommandError("\(folder): \(SystemError.text(errno))")) }
        for _ in 0..<lockTries {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
            usleep(lockPauseUs)
        }
        close(descriptor)
        throw .other(CommandError("\(folder) is locked by another process; give --control PATH in another folder"))
    }

    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count <= SteeringPath.bytesMax else {
            errno = ENAMETOOLONG
            return -1
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
