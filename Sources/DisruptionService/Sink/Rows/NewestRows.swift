/// Of the rows of a table in a batch, which one is the newest of each key.
struct NewestRows {
    private struct Newest {
        /// Nil where the key was forgotten: whatever comes after that is newer.
        var version: Int64?
        /// Nil where there is none.
        var row: Int?
        var isForgotten = false
    }

    private var keys = KeyTable()
    private var newest: [Newest] = []

    /// Whether a version is newer than what the batch had of its key.
    mutating func isNewer(_ version: Int64, of key: UnsafeRawBufferPointer) -> Bool {
        newest[number(of: key)].version.map { $0 < version } ?? true
    }

    /// A version became a row.
    ///
    /// - Returns: the row whose place it took.
    mutating func take(_ version: Int64, row: Int, of key: UnsafeRawBufferPointer) -> Int? {
        let number = number(of: key)
        defer { (newest[number].version, newest[number].row) = (version, row) }
        return newest[number].row
    }

    /// A key is forgotten.
    ///
    /// - Returns: the row that goes with it, and whether the batch had not forgotten the key before.
    mutating func forget(_ key: UnsafeRawBufferPointer) -> (row: Int?, isFirst: Bool) {
        let number = number(of: key)
        defer { newest[number] = Newest(isForgotten: true) }
        return (newest[number].row, !newest[number].isForgotten)
    }

    /// Forgets everything, keeps the memory.
    mutating func removeAll() {
        keys.removeAll()
        newest.removeAll(keepingCapacity: true)
    }

    private mutating func number(of key: UnsafeRawBufferPointer) -> Int {
        let (number, isNew) = keys.insert(key)
        if isNew { newest.append(Newest()) }
        return number
    }
}
