import CLibpq

extension Connection {
    /// Runs `COPY … FROM STDIN` and sends rows to it.
    ///
    /// - Parameters:
    ///   - sql: `COPY table (columns) FROM STDIN`, in the format of the rows.
    ///   - parts: the rows, cut anywhere; what the format wants before and after them included.
    /// - Returns: the number of rows copied.
    /// - Throws: whatever the server says; the connection is usable again unless it was lost.
    @discardableResult
    public func copy(_ sql: String, _ parts: [ArraySlice<UInt8>]) throws(PostgresError) -> Int {
        try send(PQsendQuery(handle, sql))
        guard let begun = try nextResult() else { throw failure(nil) }
        let answer = ResultBox(begun)
        guard PQresultStatus(answer.handle) == PGRES_COPY_IN else {
            let last = try finishIfBusy() ?? answer
            guard PQresultStatus(last.handle) == PGRES_FATAL_ERROR else {
                throw PostgresError(kind: .misuse, message: "not a COPY FROM STDIN", subject: target.description)
            }
            throw failure(last)
        }
        for part in parts { try put(part) }
        guard PQputCopyEnd(handle, nil) == 1 else { throw failure(nil) }
        return try finish().affected
    }

    /// The same with all rows in one piece.
    @discardableResult
    public func copy(_ sql: String, rows: ArraySlice<UInt8>) throws(PostgresError) -> Int {
        try copy(sql, [rows])
    }

    /// What one call hands to libpq, which keeps as much. Bytes: large enough to cost nothing.
    private static var copyChunkBytes: Int { 64 * 1024 }

    private func put(_ rows: ArraySlice<UInt8>) throws(PostgresError) {
        var start = rows.startIndex
        while start < rows.endIndex {
            let end = min(start + Self.copyChunkBytes, rows.endIndex)
            let wasTaken = rows[start..<end].withUnsafeBytes { chunk in
                PQputCopyData(handle, chunk.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(chunk.count))
            }
            try send(wasTaken)
            // Without it libpq would keep everything that the server does not take yet.
            try flush()
            start = end
        }
    }

    /// The last of the results that are still to come, nil where there is none.
    private func finishIfBusy() throws(PostgresError) -> ResultBox? {
        var last: ResultBox?
        while let result = try nextResult() { last = ResultBox(result) }
        return last
    }
}
