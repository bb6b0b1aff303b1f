import Glibc

/// A file system of a few megabytes, in memory, that can be filled to the last byte. Only root may make one.
package final class SmallDisk: Sendable {
    private let folder: TemporaryFolder
    /// The folder for what is kept on it; anybody may write there.
    package let path: String
    private var ballast: String { folder.path + "/disk/ballast" }

    private static let chunkBytes = 1 << 20

    /// Why there can be none; nil where there can.
    package static var absence: String? {
        geteuid() == 0 ? nil : "only root may mount a small disk"
    }

    /// - Throws: where it cannot be mounted.
    package init(megabytes: Int) throws(HarnessError) {
        folder = try TemporaryFolder()
        let disk = folder.path + "/disk"
        chmod(folder.path, 0o755)
        mkdir(disk, 0o777)
        try SpawnedProcess.run(
            ["mount", "-t", "tmpfs", "-o", "size=\(megabytes)m,mode=0777", "tmpfs", disk], in: folder)
        path = disk + "/kept"
        mkdir(path, 0o777)
        chmod(path, 0o777)
    }

    /// Gives a folder to whom another one belongs.
    package static func give(_ path: String, toOwnerOf other: String) throws(HarnessError) {
        var found = stat()
        guard stat(other, &found) == 0, chown(path, found.st_uid, found.st_gid) == 0, chmod(path, 0o700) == 0 else {
            throw HarnessError("cannot give \(path) away: \(String(cString: strerror(errno)))")
        }
    }

    /// Leaves no byte free.
    package func fill() {
        let descriptor = open(ballast, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var size = Self.chunkBytes
        let zeros = [UInt8](repeating: 0, count: Self.chunkBytes)
        while size > 0 {
            if write(descriptor, zeros, size) < size { size /= 2 }
        }
    }

    /// Gives back what `fill` took.
    package func free() { unlink(ballast) }
}
