import DisruptionCore

/// The values that cells of history files hold; blank is nil, unreadable throws.
struct Cells: ~Copyable {
    var splitter = RowSplitter()
    let header: Header
    /// The last date read and its text: rows of a day follow each other.
    private var lastDate: (text: UInt64, days: Int32) = (0, 0)

    init(header: Header) { self.header = header }

    /// A cell without blanks around it; empty for `NA`.
    @inline(__always) func text(_ column: Column) -> UnsafeRawBufferPointer {
        var cell = splitter[header.places[column.rawValue]]
        while let first = cell.first, first == 0x20 { cell = UnsafeRawBufferPointer(rebasing: cell.dropFirst()) }
        while let last = cell.last, last == 0x20 { cell = UnsafeRawBufferPointer(rebasing: cell.dropLast()) }
        if cell.count == 2, cell[0] == 0x4E, cell[1] == 0x41 { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return cell
    }

    /// A whole number within ±99,999,999, `-3`, or `-3.00`.
    func integer(_ column: Column) throws(RowProblem) -> Int? {
        let cell = text(column)
        if cell.isEmpty { return nil }
        var at = 0
        let isNegative = cell[0] == 0x2D
        if isNegative { at = 1 }
        var value = 0
        let start = at
        while at < cell.count, cell[at] &- 0x30 < 10, at - start < 8 {
            value = value * 10 + Int(cell[at] - 0x30)
            at += 1
        }
        guard at > start else { throw .badValue(column) }
        if at < cell.count {
            guard cell[at] == 0x2E else { throw .badValue(column) }
            at += 1
            while at < cell.count, cell[at] == 0x30 { at += 1 }
            guard at == cell.count else { throw .badValue(column) }
        }
        return isNegative ? -value : value
    }

    /// A number that may be missing or spoilt without the row being worthless.
    func minutes(_ column: Column) -> Int? {
        guard let value = try? integer(column), value >= 0, value <= 1440 else { return nil }
        return value
    }

    /// `True`/`False` or `1.00`/`0.00`.
    func flag(_ column: Column) throws(RowProblem) -> Bool? {
        let cell = text(column)
        guard let first = cell.first else { return nil }
        switch first {
        case 0x54, 0x74: return true
        case 0x46, 0x66: return false
        default:
            guard let value = try integer(column), value == 0 || value == 1 else { throw .badValue(column) }
            return value == 1
        }
    }

    /// Minutes after midnight of `hhmm`, 0…1440: `659`, `"0659"`, `2400`.
    func clock(_ column: Column) throws(RowProblem) -> Int? {
        guard let value = try integer(column) else { return nil }
        let (hour, minute) = (value / 100, value % 100)
        guard value >= 0, minute < 60, hour < 24 || value == 2400 else { throw .badValue(column) }
        return hour * 60 + minute
    }

    /// `2008-01-05`, `20080105` or `1/5/2008` with whatever time behind it.
    mutating func date(_ column: Column) throws(RowProblem) -> CalendarDate? {
        let cell = text(column)
        if cell.isEmpty { return nil }
        if cell.count == 10, let base = cell.baseAddress, cell[4] == 0x2D {
            // Year, month and the day's digits without the dashes fit a word.
            let head = base.loadUnaligned(as: UInt64.self)
            let text = head ^ UInt64(cell[8]) << 32 ^ UInt64(cell[9]) << 56
            if text == lastDate.text { return CalendarDate(days: lastDate.days) }
            guard let date = Cells.date(cell, 0) else { throw .badValue(column) }
            lastDate = (text, date.days)
            return date
        }
        guard let date = Cells.compactDate(cell) ?? Cells.slashedDate(cell) else { throw .badValue(column) }
        return date
    }

    /// `2008-01-05T12:30:00Z`.
    func instant(_ column: Column) throws(RowProblem) -> Instant? {
        let cell = text(column)
        if cell.isEmpty { return nil }
        guard cell.count == 20, cell[10] == 0x54 || cell[10] == 0x20, cell[13] == 0x3A, cell[16] == 0x3A,
            cell[19] == 0x5A, let date = Cells.date(cell, 0), let hour = Cells.digits(cell, 11, 2),
            let minute = Cells.digits(cell, 14, 2), let second = Cells.digits(cell, 17, 2), hour < 24, minute < 60,
            second < 60
        else { throw .badValue(column) }
        return date.startUTC.adding(ms: Int64((hour * 60 + minute) * 60 + second) * 1000)
    }
}

extension Cells {
    @inline(__always) private static func digits(_ cell: UnsafeRawBufferPointer, _ at: Int, _ count: Int) -> Int? {
        guard at + count <= cell.count else { return nil }
        var value = 0
        for index in at..<at + count {
            let digit = cell[index] &- 0x30
            if digit > 9 { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    private static func date(_ cell: UnsafeRawBufferPointer, _ at: Int) -> CalendarDate? {
        guard cell.count >= at + 10, cell[at + 4] == 0x2D, cell[at + 7] == 0x2D, let year = digits(cell, at, 4),
            let month = digits(cell, at + 5, 2), let day = digits(cell, at + 8, 2)
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    private static func compactDate(_ cell: UnsafeRawBufferPointer) -> CalendarDate? {
        guard cell.count == 8, let year = digits(cell, 0, 4), let month = digits(cell, 4, 2),
            let day = digits(cell, 6, 2)
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    private static func slashedDate(_ cell: UnsafeRawBufferPointer) -> CalendarDate? {
        var parts: [Int] = []
        var at = 0
        for length in [2, 2, 4] {
            var end = at
            while end < cell.count, end - at < length, cell[end] &- 0x30 < 10 { end += 1 }
            guard end > at, let part = digits(cell, at, end - at) else { return nil }
            parts.append(part)
            at = end
            if length == 2 {
                guard at < cell.count, cell[at] == 0x2F else { return nil }
                at += 1
            }
        }
        guard at == cell.count || cell[at] == 0x20, parts[2] >= 1900 else { return nil }
        return CalendarDate(year: parts[2], month: parts[0], day: parts[1])
    }
}
