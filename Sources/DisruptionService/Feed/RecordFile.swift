import DisruptionCore
import Glibc

/// A file of lines that is whole or not there under its name: it is written as `NAME.part` and renamed at the end.
///
/// What is no regular file (a pipe, `/dev/null`) and standard output (`-`) are written at once. One thread owns it.
final class RecordFile {
    /// As the user named it.
    let name: String
    /// Lines handed over.
    private(set) var lines = 0
    /// The one who read the other end has gone; what is written since is nowhere.
    private(set) var isReaderGone = false

    private let descriptor: Int32
    /// Where it is written before it has its name; nil where it is written at once.
    let partial: String?
    private let final: String
    private var buffer = ByteWriter(capacity: RecordFile.bufferBytes + 4096)

    /// Bytes that are gathered before they are written: few calls, and little memory.
    private static let bufferBytes = 256 << 10

    /// - Parameter name: a path, or `-` for standard output.
    /// - Throws: `CommandError` where it cannot be written.
    init(_ name: String) throws(CommandError) {
        self.name = name == "-" ? "standard output" : name
        var status = stat()
        if name == "-" {
            descriptor = STDOUT_FILENO
            partial = nil
            final = name
        } else if stat(name, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            descriptor = open(name, O_WRONLY | O_CLOEXEC | O_NOCTTY)
            partial = nil
            final = name
        } else {
            // Through a symbolic link the file that it names is written, not the link replaced.
            final = RecordFile.resolved(name)
            partial = final + ".part"
            descriptor = open(final + ".part", O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        }
        guard descriptor >= 0 else { throw CommandError("\(name): \(SystemError.text(errno))") }
        guard let partial else { return }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw CommandError("\(partial): another process is writing it; choose another file or end that one")
        }
        guard ftruncate(descriptor, 0) == 0 else { throw CommandError("\(partial): \(SystemError.text(errno))") }
    }

    deinit { if descriptor > STDERR_FILENO { close(descriptor) } }

    /// Writes one line, at the latest with `flush`.
    /// - Parameter line: without a line feed.
    /// - Throws: `CommandError` where the disk is full and the like.
    func write(_ line: UnsafeRawBufferPointer) throws(CommandError) {
        buffer.putBytes(line)
        buffer.put8(0x0A)
        lines += 1
        if buffer.count >= RecordFile.bufferBytes { try flush() }
    }

    /// Writes lines that each end with a line feed.
    /// - Throws: as `write` does.
    func write(lines block: UnsafeRawBufferPointer) throws(CommandError) {
        buffer.putBytes(block)
        for byte in block where byte == 0x0A { lines += 1 }
        if buffer.count >= RecordFile.bufferBytes { try flush() }
    }

    /// Writes what was gathered.
    func flush() throws(CommandError) {
        defer { buffer.removeAll() }
        var rest = buffer.bytes
        while !rest.isEmpty, !isReaderGone {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno == EPIPE {
                isReaderGone = true
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, 1000)
            } else if errno != EINTR {
                let reason = SystemError.text(errno)
                throw CommandError(
                    "\(name): \(reason) behind \(FeedText.count(lines)) lines; make room and start again")
            }
        }
    }

    /// Writes the rest and gives the file its name.
    /// - Parameter isComplete: false leaves what is there under its other name.
    /// - Returns: where it is.
    /// - Throws: `CommandError`.
    func finish(isComplete: Bool) throws(CommandError) -> String {
        try flush()
        guard let partial else { return name }
        guard isComplete else { return partial }
        guard rename(partial, final) == 0 else {
            throw CommandError("\(name): \(SystemError.text(errno)); the records are in \(partial)")
        }
        return name
    }

    private static func resolved(_ path: String) -> String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }
}
