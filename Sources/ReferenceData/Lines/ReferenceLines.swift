import CZlib
import Glibc

/// The lines of a file of comma-separated cells, plain or compressed by gzip; quotes may stand around a cell.
///
/// Owns the `gzFile`, which one thread at a time may use (zlib.h, "The library is thread-safe as long as …").
struct ReferenceLines: ~Copyable {
    /// Bytes of a line: the longest of OurAirports' runways has 200.
    private static let lineBytesMax = 4_096

    let path: String
    private let handle: gzFile
    private var buffer: [UInt8]
    private(set) var number = 0

    init(path: String) throws(ReferenceFileError) {
        errno = 0
        guard let opened = gzopen(path, "re") else {
            let reason = errno == 0 ? "there is no memory to read it" : String(cString: strerror(errno))
            throw ReferenceFileError(path: path, line: 0, reason: reason)
        }
        self.path = path
        handle = opened
        buffer = [UInt8](repeating: 0, count: Self.lineBytesMax + 1)
    }

    deinit { gzclose(handle) }

    func error(_ reason: String) -> ReferenceFileError { ReferenceFileError(path: path, line: number, reason: reason) }

    /// The cells of the next line that is not empty; nil at the end.
    mutating func next() throws(ReferenceFileError) -> [String]? {
        while true {
            let size = Int32(buffer.count)
            let isThere = buffer.withUnsafeMutableBytes { bytes in
                gzgets(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), size) != nil
            }
            guard isThere else {
                var code: Int32 = 0
                _ = gzerror(handle, &code)
                if code == Z_OK || code == Z_STREAM_END { return nil }
                number += 1
                throw error("the file is damaged or cut off")
            }
            number += 1
            var line = buffer.prefix { $0 != 0 }
            let isWhole = line.last == 0x0A
            if !isWhole, gzeof(handle) == 0 { throw error("the line is too long, or no text") }
            while let end = line.last, end == 0x0A || end == 0x0D { line.removeLast() }
            if line.isEmpty { continue }
            return try cells(line)
        }
    }

    /// Source: RFC 4180, without line ends within quotes.
    private func cells(_ line: ArraySlice<UInt8>) throws(ReferenceFileError) -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        for byte in line {
            if byte == 0x22 {
                isQuoted.toggle()
            } else if byte == 0x2C, !isQuoted {
                cells.append(String(decoding: cell, as: UTF8.self))
                cell.removeAll(keepingCapacity: true)
            } else {
                cell.append(byte)
            }
        }
        if isQuoted { throw error("a quote is not closed") }
        cells.append(String(decoding: cell, as: UTF8.self))
        return cells
    }
}
