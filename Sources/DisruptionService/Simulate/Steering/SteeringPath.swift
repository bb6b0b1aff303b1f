import Glibc

/// Where a simulation listens for lines from other terminals.
struct SteeringPath: Sendable, Equatable {
    let path: String
    /// A folder that is made where it is missing, and that has to be the user's alone; nil where it is somebody
    /// else's to care for.
    let privateFolder: String?

    /// Bytes of a path that fit into `sockaddr_un`, without the zero behind them.
    static let bytesMax = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// A path that somebody gave.
    init(given path: String) {
        self.path = path
        privateFolder = nil
    }

    /// The usual one of a user.
    /// - Parameter runtimeFolder: XDG_RUNTIME_DIR, which is the user's alone; taken where it is an absolute path.
    init(runtimeFolder: String?, uid: UInt32) {
        if let runtimeFolder, runtimeFolder.hasPrefix("/") {
            path = runtimeFolder + "/iropsd-simulate.sock"
            privateFolder = nil
        } else {
            privateFolder = "/tmp/iropsd-\(uid)"
            path = "/tmp/iropsd-\(uid)/simulate.sock"
        }
    }

    /// The usual one of this process.
    static var usual: SteeringPath {
        SteeringPath(runtimeFolder: getenv("XDG_RUNTIME_DIR").map { String(cString: $0) }, uid: getuid())
    }

    /// For a second simulation of the same user.
    func beside(pid: Int32) -> SteeringPath {
        let stem = path.hasSuffix(".sock") ? path.dropLast(5) : path[...]
        return SteeringPath(path: "\(stem)-\(pid).sock", privateFolder: privateFolder)
    }

    init(path: String, privateFolder: String?) {
        self.path = path
        self.privateFolder = privateFolder
    }

    /// Makes sure that nobody else can put anything there.
    /// - Throws: `CommandError` where somebody else has made the folder, or may write into it.
    func prepare() throws(CommandError) {
        guard path.utf8.count <= Self.bytesMax, !path.isEmpty, !path.utf8.contains(0) else {
            throw CommandError(
                "\(path): a socket's path has 1 to \(Self.bytesMax) bytes; give a shorter --control PATH")
        }
        guard let folder = privateFolder else { return }
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw CommandError("\(folder): \(SystemError.text(errno))") }
        var status = stat()
        guard lstat(folder, &status) == 0 else { throw CommandError("\(folder): \(SystemError.text(errno))") }
        guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == getuid(), status.st_mode & 0o077 == 0 else {
            throw CommandError("\(folder) is not a folder that only you can use; remove it, or give --control PATH")
        }
    }
}
