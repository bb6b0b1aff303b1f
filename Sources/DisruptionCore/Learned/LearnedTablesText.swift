/// The file of learned tables: a line that names the format, comments, then a row per line, in the order of their keys.
///
///     iropsd-learned 1
///     # legs_2008_01.csv.gz
///     turn 9E ABE 25488
///     gain 9E * DTW -3387
///     reported prev_arrival 9E -60 5500
///
/// `*` stands for all. Times are in thousandths of a minute, shares in millionths. The same tables are the same bytes.
public enum LearnedTablesText {
    /// The first line; another number is another format.
    public static let header: StaticString = "iropsd-learned 1"

    /// The bytes of the tables' file.
    public static func bytes(_ tables: LearnedTables) -> [UInt8] {
        var text: [UInt8] = Array("\(header)\n".utf8)
        for comment in tables.comments.prefix(LearnedLimits.commentsMax) {
            // A name of a file may hold anything; a comment is one line.
            let line = comment.utf8.prefix(LearnedLimits.lineBytesMax - 8).map { $0 < 0x20 ? 0x3F : $0 }
            text += "# ".utf8
            text += line
            text.append(0x0A)
        }
        for table in LearnedTable.allCases {
            for (key, value) in zip(tables[table].keys, tables[table].values) {
                text += row(table, key, value).utf8
                text.append(0x0A)
            }
        }
        return text
    }

    private static func row(_ table: LearnedTable, _ key: UInt64, _ value: Int32) -> String {
        var (rest, words) = (key, ["\(value)"])
        for column in table.columns.reversed() {
            words.append(column.text(rest & (1 << column.bits - 1)))
            rest >>= column.bits
        }
        words.append("\(table.name)")
        return words.reversed().joined(separator: " ")
    }
}

/// Why bytes are no learned tables, and in which line; the first line is 1.
public struct LearnedTablesError: Error, Sendable, Equatable, CustomStringConvertible {
    public let line: Int
    public let reason: String

    public var description: String { "line \(line): \(reason)" }
}

extension LearnedTables {
    /// Reads a file's bytes, which may hold anything.
    /// - Throws: `LearnedTablesError` at the first line that is not as `LearnedTablesText` writes it.
    public init(text: UnsafeRawBufferPointer) throws(LearnedTablesError) {
        self.init()
        guard text.count <= LearnedLimits.fileBytesMax else {
            throw LearnedTablesError(line: 1, reason: "larger than \(LearnedLimits.fileBytesMax >> 20) MiB")
        }
        var (start, line, rows) = (0, 0, 0)
        var latest = LearnedTable.turn
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 0x0A { end += 1 }
            let bytes = UnsafeRawBufferPointer(rebasing: text[start..<end])
            start = end + 1
            line += 1
            func fail(_ reason: String) -> LearnedTablesError { LearnedTablesError(line: line, reason: reason) }
            guard bytes.count <= LearnedLimits.lineBytesMax else { throw fail("longer than any line of this format") }
            if line == 1 {
                guard bytes.equals(LearnedTablesText.header) else {
                    throw fail("the first line is not `\(LearnedTablesText.header)`: `iropsd learn` writes such files")
                }
                continue
            }
            if bytes.isEmpty { continue }
            if bytes[0] == UInt8(ascii: "#") {
                guard comments.count < LearnedLimits.commentsMax else { continue }
                let words = bytes.dropFirst(bytes.count > 1 && bytes[1] == 0x20 ? 2 : 1)
                comments.append(String(decoding: words, as: UTF8.self))
                continue
            }
            rows += 1
            guard rows <= LearnedLimits.rowsMax else { throw fail("more than \(LearnedLimits.rowsMax) rows") }
            let row = try LearnedRow(bytes, line: line)
            guard row.table.rawValue >= latest.rawValue, append(row.value, for: row.key, to: row.table) else {
                throw fail("out of order, or a second time")
            }
            latest = row.table
        }
        if line == 0 { throw LearnedTablesError(line: 1, reason: "the file is empty") }
    }
}

/// One row as read.
struct LearnedRow {
    let table: LearnedTable
    let key: UInt64
    let value: Int32

    init(_ bytes: UnsafeRawBufferPointer, line: Int) throws(LearnedTablesError) {
        func fail(_ reason: String) -> LearnedTablesError { LearnedTablesError(line: line, reason: reason) }
        let words = bytes.split(separator: 0x20, omittingEmptySubsequences: false).map {
            UnsafeRawBufferPointer(rebasing: $0)
        }
        guard let table = LearnedTable.allCases.first(where: { words[0].equals($0.name) }) else {
            throw fail("no table of this name")
        }
        let columns = table.columns
        guard words.count == columns.count + 2 else {
            throw fail("\(table.name) has \(columns.count) columns and a value")
        }
        var key: UInt64 = 0
        for (place, column) in columns.enumerated() {
            guard let part = column.value(words[place + 1]) else { throw fail("column \(place + 2) cannot be read") }
            key = key << column.bits | part & (1 << column.bits - 1)
        }
        guard let value = LearnedNumber.value(words[words.count - 1]), table.range.contains(Int32(clamping: value))
        else { throw fail("the value is not in \(table.range.lowerBound)…\(table.range.upperBound)") }
        self.table = table
        self.key = key
        self.value = Int32(clamping: value)
    }
}
