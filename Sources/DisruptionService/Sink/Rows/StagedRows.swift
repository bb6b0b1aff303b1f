import PostgresClient

/// The rows of one table of a batch: ready for COPY, any range of them by itself, each with the record it is of.
struct StagedRows {
    private var copy = CopyRows()
    /// Where each row begins; the last entry is where the next would.
    private var starts = [0]
    /// The number of its record in the batch, per row.
    private(set) var records: [Int] = []
    /// Rows that a later record of the same key took the place of.
    private var isReplaced: [Bool] = []

    /// The number of rows, replaced ones too.
    var count: Int { records.count }

    /// Some rows as COPY wants them, without the replaced ones.
    func parts(_ rows: Range<Int>) -> [ArraySlice<UInt8>] {
        var parts = [CopyRows.header[...]]
        var first = rows.lowerBound
        while first < rows.upperBound {
            var end = first
            while end < rows.upperBound, !isReplaced[end] { end += 1 }
            if end > first { parts.append(copy.bytes[starts[first]..<starts[end]]) }
            first = end + 1
        }
        return parts + [CopyRows.trailer[...]]
    }

    /// Adds a row of so many columns, which `build` writes.
    mutating func append(record: Int, columns: Int, _ build: (inout CopyRows) -> Void) {
        copy.beginRow(columns: columns)
        build(&copy)
        starts.append(copy.bytes.count)
        records.append(record)
        isReplaced.append(false)
    }

    /// Forgets the rows from one on.
    mutating func removeLast(from row: Int) {
        copy.removeLast(from: starts[row])
        starts.removeSubrange((row + 1)...)
        records.removeSubrange(row...)
        isReplaced.removeSubrange(row...)
    }

    /// Leaves rows out.
    mutating func replace(_ rows: Range<Int>) {
        for row in rows { isReplaced[row] = true }
    }

    /// Forgets the rows, keeps the memory.
    mutating func removeAll() {
        copy.removeAll()
        starts.removeSubrange(1...)
        records.removeAll(keepingCapacity: true)
        isReplaced.removeAll(keepingCapacity: true)
    }
}
