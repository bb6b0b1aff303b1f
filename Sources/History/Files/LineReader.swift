import Glibc

/// The lines of a file, plain or compressed by gzip, as views into one buffer; memory does not grow with the file.
public struct LineReader: ~Copyable {
    /// What comes next in the file.
    public enum Line {
        /// The line without its end (`\n` or `\r\n`); valid until the next call.
        case text(UnsafeRawBufferPointer)
        /// A line beyond `HistoryLimits.lineBytesMax`, skipped.
        case tooLong
        case end
    }

    private let file: CompressedFile
    private let buffer: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private var isAtEnd = false
    /// The number of the line returned last; 1 is the first.
    public private(set) var number = 0

    /// - Throws: `HistoryError.unreadable`.
    public init(path: String) throws(HistoryError) {
        file = try CompressedFile(path: path)
        buffer = .allocate(byteCount: HistoryLimits.readBytes + HistoryLimits.lineBytesMax, alignment: 8)
    }

    deinit { buffer.deallocate() }

    /// - Throws: `HistoryError`.
    public mutating func next() throws(HistoryError) -> Line {
        var scanned = start
        var skipping = false
        while true {
            if let newline = find(from: scanned) {
                let line = UnsafeRawBufferPointer(rebasing: buffer[start..<newline])
                start = newline + 1
                number += 1
                return skipping ? .tooLong : .text(LineReader.trimmed(line))
            }
            if isAtEnd {
                let line = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
                start = end
                guard !line.isEmpty || skipping else { return .end }
                number += 1
                return skipping ? .tooLong : .text(LineReader.trimmed(line))
            }
            if end - start > HistoryLimits.lineBytesMax {
                skipping = true
                start = end
            }
            scanned = end - start
            try fill()
        }
    }

    private func find(from offset: Int) -> Int? {
        guard offset < end, let base = buffer.baseAddress else { return nil }
        guard let hit = memchr(base + offset, 0x0A, end - offset) else { return nil }
        return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }

    /// Moves what is left to the front and reads on behind it.
    private mutating func fill() throws(HistoryError) {
        if start > 0, let base = buffer.baseAddress {
            memmove(base, base + start, end - start)
            end -= start
            start = 0
        }
        let room = UnsafeMutableRawBufferPointer(
            rebasing: buffer[end..<min(buffer.count, end + HistoryLimits.readBytes)])
        let count = try file.read(into: room, line: number)
        if count == 0 { isAtEnd = true }
        end += count
    }

    private static func trimmed(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        line.last == 0x0D ? UnsafeRawBufferPointer(rebasing: line.dropLast()) : line
    }
}
