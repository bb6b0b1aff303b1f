import DisruptionCore
import Glibc

/// Lines from a descriptor, read in blocks; of a line that is too long the begin is kept and the rest passed over.
struct ReportLines: ~Copyable {
    /// Bytes kept of a line: one more than a report may have, so that its reader sees that there is more.
    static let keptBytes = WeatherLimits.reportBytes + 1
    private static let blockBytes = 128 * 1024

    private let descriptor: Int32
    private let block: UnsafeMutableRawBufferPointer
    private var kept: [UInt8] = []
    /// A line was begun that the last block did not end.
    private var isBegun = false

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        block = .allocate(byteCount: ReportLines.blockBytes, alignment: 8)
        kept.reserveCapacity(ReportLines.keptBytes)
    }

    deinit { block.deallocate() }

    /// Reads one block and hands out the lines that it ends, and at the end the last one.
    /// - Parameter body: gets a line without its end; valid for the call only.
    /// - Returns: whether there may be more.
    /// - Throws: `CommandError` where the descriptor cannot be read.
    mutating func nextBlock(_ body: (UnsafeRawBufferPointer) -> Void) throws(CommandError) -> Bool {
        var count = 0
        repeat {
            count = Glibc.read(descriptor, block.baseAddress, block.count)
            if count < 0, errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                poll(&ready, 1, 1000)
            } else if count < 0, errno != EINTR {
                throw CommandError("standard input cannot be read: \(String(cString: strerror(errno)))")
            }
        } while count < 0
        if count == 0 {
            if isBegun { endKept(body) }
            return false
        }
        var rest = UnsafeRawBufferPointer(rebasing: block[..<count])
        while let start = rest.baseAddress, let newline = memchr(start, 0x0A, rest.count) {
            let length = start.distance(to: UnsafeRawPointer(newline))
            let line = UnsafeRawBufferPointer(rebasing: rest[..<length])
            if isBegun {
                keep(line)
                endKept(body)
            } else {
                body(ReportLines.trimmed(line))
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[(length + 1)...])
        }
        if !rest.isEmpty {
            keep(rest)
            isBegun = true
        }
        return true
    }

    private mutating func keep(_ part: UnsafeRawBufferPointer) {
        kept.append(contentsOf: part.prefix(ReportLines.keptBytes - kept.count))
    }

    private mutating func endKept(_ body: (UnsafeRawBufferPointer) -> Void) {
        kept.withUnsafeBytes { body(ReportLines.trimmed($0)) }
        kept.removeAll(keepingCapacity: true)
        isBegun = false
    }

    private static func trimmed(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        line.last == 0x0D ? UnsafeRawBufferPointer(rebasing: line.dropLast()) : line
    }
}
