import CZlib
import Glibc

/// A file that is read from its beginning, plain or compressed by gzip.
///
/// Owns the `gzFile`; zlib finds out by itself whether the bytes are compressed, and reads several members in a row.
/// A `gzFile` may be used by one thread at a time (zlib.h, "The library is thread-safe as long as …").
struct CompressedFile: ~Copyable {
    let path: String
    private let handle: gzFile

    /// - Throws: `HistoryError.unreadable`.
    init(path: String) throws(HistoryError) {
        errno = 0
        guard let opened = gzopen(path, "re") else {
            throw .unreadable(path: path, code: errno == 0 ? ENOMEM : errno)
        }
        gzbuffer(opened, UInt32(HistoryLimits.readBytes))
        self.path = path
        handle = opened
    }

    deinit { gzclose(handle) }

    /// Reads up to `buffer.count` bytes; 0 is the end.
    /// - Parameter line: where the reader stands, for the message.
    /// - Throws: `HistoryError.unreadable` or `.damaged`, also when the compressed data ends too early.
    func read(into buffer: UnsafeMutableRawBufferPointer, line: Int) throws(HistoryError) -> Int {
        errno = 0
        let count = gzread(handle, buffer.baseAddress, UInt32(buffer.count))
        let failure = errno
        if count < buffer.count {
            var code: Int32 = 0
            let message = gzerror(handle, &code)
            // Z_BUF_ERROR is how gzread says that a member has no end.
            if code == Z_ERRNO { throw .unreadable(path: path, code: failure == 0 ? EIO : failure) }
            if code != Z_OK && code != Z_STREAM_END {
                if code == Z_BUF_ERROR && count > 0 { return Int(count) }
                throw .damaged(path: path, line: line, reason: reason(message, code))
            }
        }
        return Int(count)
    }

    /// zlib's words without the path that it puts before them.
    private func reason(_ message: UnsafePointer<CChar>?, _ code: Int32) -> String {
        guard let message else { return "zlib error \(code)" }
        let text = String(cString: message)
        return text.hasPrefix(path + ": ") ? String(text.dropFirst(path.count + 2)) : text
    }
}
