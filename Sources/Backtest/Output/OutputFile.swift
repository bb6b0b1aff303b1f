import DisruptionCore
import Glibc

/// A file of the report while it is written: under a temporary name beside its own, which it gets at the end.
///
/// Owns the descriptor. What is not published is removed, so a report is whole or as it was.
final class OutputFile {
    let path: String
    private let temporary: String
    private let descriptor: Int32
    private var buffer = ByteWriter(capacity: OutputFile.bufferBytes + 64 * 1024)
    private var failure: Int32 = 0

    private static let bufferBytes = 1 << 20

    /// - Throws: `BacktestError.unwritable`.
    init(path: String) throws(BacktestError) {
        self.path = path
        temporary = path + ".part"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw .unwritable(path: path, code: errno) }
    }

    deinit {
        close(descriptor)
        // Published, it is not there any more.
        unlink(temporary)
    }

    /// Appends bytes; what goes wrong is said by `publish`.
    func write(_ bytes: UnsafeRawBufferPointer) {
        buffer.putBytes(bytes)
        if buffer.count >= OutputFile.bufferBytes { flush() }
    }

    func write(_ text: String) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    private func flush() {
        var rest = buffer.bytes
        while failure == 0, !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno != EINTR {
                failure = errno
            }
        }
        buffer.removeAll()
    }

    /// Whether all was written so far.
    var isSound: Bool { failure == 0 }

    /// Writes what is left.
    /// - Throws: `BacktestError.unwritable`, also for what went wrong before.
    func finish() throws(BacktestError) {
        flush()
        if failure != 0 { throw .unwritable(path: path, code: failure) }
    }

    /// Gives the finished file its name.
    /// - Throws: `BacktestError.unwritable`.
    func publish() throws(BacktestError) {
        if rename(temporary, path) != 0 { throw .unwritable(path: path, code: errno) }
    }
}
