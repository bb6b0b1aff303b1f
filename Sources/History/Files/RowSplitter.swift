/// Splits one line of comma-separated values into views of its cells; quotes around a cell are taken off.
///
/// A doubled quote inside a quoted cell stays doubled: the columns that are read here hold none. A quoted cell cannot
/// hold a line end. Source: RFC 4180, 2.
struct RowSplitter: ~Copyable {
    /// Begin in the upper, end in the lower half, of each cell.
    private let ranges: UnsafeMutablePointer<UInt64>
    private var line = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Cells of the line, up to those asked for.
    private(set) var count = 0

    init() { ranges = .allocate(capacity: HistoryLimits.columnsMax) }
    deinit { ranges.deallocate() }

    /// A cell, valid as long as the line; empty where the row has none.
    @inline(__always) subscript(_ column: Int) -> UnsafeRawBufferPointer {
        guard column >= 0, column < count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let range = ranges[column]
        return UnsafeRawBufferPointer(rebasing: line[Int(range >> 32)..<Int(range & 0xFFFF_FFFF)])
    }

    /// Splits the first `wanted` cells.
    /// - Returns: false when a quote is not closed or something follows a closing quote.
    mutating func split(_ text: UnsafeRawBufferPointer, wanted: Int = HistoryLimits.columnsMax) -> Bool {
        line = text
        count = 0
        guard let base = text.baseAddress else { return true }
        let length = text.count
        let most = min(wanted, HistoryLimits.columnsMax)
        var at = 0
        while count < most {
            if at < length, base.load(fromByteOffset: at, as: UInt8.self) == 0x22 {
                guard let end = closingQuote(from: at + 1) else { return false }
                ranges[count] = UInt64(at + 1) << 32 | UInt64(end)
                at = end + 1
                if at < length, base.load(fromByteOffset: at, as: UInt8.self) != 0x2C { return false }
            } else {
                let start = at
                at = RowSplitter.comma(in: base, from: at, to: length)
                ranges[count] = UInt64(start) << 32 | UInt64(at)
            }
            count += 1
            if at >= length { return true }
            at += 1
        }
        return true
    }

    private func closingQuote(from start: Int) -> Int? {
        var at = start
        while at < line.count {
            if line[at] == 0x22 {
                guard at + 1 < line.count, line[at + 1] == 0x22 else { return at }
                at += 1
            }
            at += 1
        }
        return nil
    }

    /// The next comma, or `end`.
    @inline(__always) private static func comma(in base: UnsafeRawPointer, from start: Int, to end: Int) -> Int {
        var at = start
        let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        while at + 8 <= end {
            let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let other = word ^ 0x2C2C_2C2C_2C2C_2C2C
            // The top bit of each byte that is zero, without borrows from its neighbours.
            let hits = ~(((other & lows) &+ lows) | other | lows)
            if hits != 0 { return at + hits.trailingZeroBitCount / 8 }
            at += 8
        }
        while at < end, base.load(fromByteOffset: at, as: UInt8.self) != 0x2C { at += 1 }
        return at
    }
}
