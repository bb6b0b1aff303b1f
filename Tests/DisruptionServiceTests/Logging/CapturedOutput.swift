import Glibc

/// A file in memory in place of a terminal or a pipe: what was written, as text.
final class CapturedOutput: Sendable {
    let descriptor: Int32

    init() {
        var path = Array("/tmp/iropsd-test-XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        unlink(path)
    }

    deinit { close(descriptor) }

    /// All of it so far.
    var bytes: [UInt8] {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        var bytes = [UInt8](repeating: 0, count: size)
        let count = pread(descriptor, &bytes, size, 0)
        return count == size ? bytes : []
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Without the line feeds.
    var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) }
}
