import CLibpq

extension Connection {
    /// Runs `COPY … FROM STDIN` and sends rows to it.
    ///
    /// - Parameters:
    ///   - sql: `COPY table (columns) FROM STDIN`, text format.
    ///   - rows: whole rows of a `CopyText`.
    /// - Returns: the number of rows copied.
    /// - Throws: whatever the server says; the connection is usable again unless it was lost.
    @discardableResult
    public func copy(_ sql: String, rows: ArraySlice<UInt8>) throws(PostgresError) -> Int {
        let answer = try accept(PQexec(handle, sql), expectsCopy: true)
        guard PQresultStatus(answer.handle) == PGRES_COPY_IN else {
            throw PostgresError(kind: .misuse, message: "not a COPY FROM STDIN", subject: target.description)
        }
        let wasSent = rows.withUnsafeBytes { send($0) }
        guard wasSent, PQputCopyEnd(handle, nil) == 1 else {
            drain()
            throw failure(nil)
        }
        return try finishCopy()
    }

    /// What one call hands to libpq. Bytes: large enough to cost nothing, small enough for libpq's own buffer.
    private static var copyChunkBytes: Int { 256 * 1024 }

    private func send(_ rows: UnsafeRawBufferPointer) -> Bool {
        var start = 0
        while start < rows.count {
            let length = min(Self.copyChunkBytes, rows.count - start)
            let chunk = UnsafeRawBufferPointer(rebasing: rows[start..<start + length])
            let bytes = chunk.baseAddress?.assumingMemoryBound(to: CChar.self)
            guard PQputCopyData(handle, bytes, Int32(length)) == 1 else { return false }
            start += length
        }
        return true
    }

    private func finishCopy() throws(PostgresError) -> Int {
        guard let result = PQgetResult(handle) else { throw failure(nil) }
        let box = ResultBox(result)
        drain()
        guard PQresultStatus(box.handle) == PGRES_COMMAND_OK else { throw failure(box) }
        return box.affected
    }

    /// Reads results until the connection is idle again, as libpq requires after a COPY.
    private func drain() {
        while let result = PQgetResult(handle) { PQclear(result) }
    }
}
