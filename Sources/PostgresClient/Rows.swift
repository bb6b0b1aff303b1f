import CLibpq

/// The rows of a result, in the order of the server.
public struct Rows: RandomAccessCollection, Sequence {
    private let result: ResultBox

    init(_ result: ResultBox) {
        self.result = result
    }

    /// The first row's number, 0.
    public var startIndex: Int { 0 }
    /// The number of rows.
    public var endIndex: Int { Int(PQntuples(result.handle)) }
    /// Rows that an INSERT, UPDATE, DELETE or COPY touched; 0 for other statements.
    public var affected: Int { result.affected }
    /// A row.
    public subscript(position: Int) -> Row {
        precondition(indices.contains(position), "row \(position) of \(count)")
        return Row(result: result, number: Int32(position))
    }
}

/// One row: text by column name, null where the database has null.
public struct Row {
    let result: ResultBox
    let number: Int32

    /// The column's text; nil where null. The name must be one of the statement's columns.
    public func text(_ column: String) -> String? {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// The column as an integer; nil where null or not an integer.
    public func integer(_ column: String) -> Int64? {
        text(column).flatMap { Int64($0) }
    }

    /// The column as a truth value; nil where null.
    public func boolean(_ column: String) -> Bool? {
        text(column).map { $0 == "t" }
    }

    /// A `bytea` column; nil where null or not in the server's hexadecimal form.
    public func bytes(_ column: String) -> [UInt8]? {
        withBytes(column) { Hexadecimal.decodeBytea($0) } ?? nil
    }

    private func withBytes<R>(_ column: String, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R? {
        let index = PQfnumber(result.handle, "\"\(column)\"")
        precondition(index >= 0, "the statement has no column '\(column)'")
        guard PQgetisnull(result.handle, number, index) == 0, let value = PQgetvalue(result.handle, number, index)
        else { return nil }
        let length = Int(PQgetlength(result.handle, number, index))
        return value.withMemoryRebound(to: UInt8.self, capacity: length) {
            body(UnsafeBufferPointer(start: $0, count: length))
        }
    }
}

/// The one owner of a `PGresult`, freed with the last row that refers to it.
final class ResultBox {
    let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        PQclear(handle)
    }

    var affected: Int {
        PQcmdTuples(handle).flatMap { Int(String(cString: $0)) } ?? 0
    }
}
