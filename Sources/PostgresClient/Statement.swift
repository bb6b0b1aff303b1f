import CLibpq

extension Connection {
    /// Runs one or several statements without parameters, in one round trip.
    ///
    /// Several statements form one implicit transaction unless they contain transaction commands of their own.
    ///
    /// - Returns: the rows of the last statement.
    @discardableResult
    public func execute(_ sql: String) throws(PostgresError) -> Rows {
        try send(PQsendQuery(handle, sql))
        return Rows(try finish())
    }

    /// Runs one statement with parameters.
    ///
    /// - Parameters:
    ///   - sql: one statement with `$1`, `$2`, ….
    ///   - parameters: their values, at most 65,535.
    /// - Throws: `badData` for a text with a NUL character, and whatever the server says.
    @discardableResult
    public func query(_ sql: String, _ parameters: [Parameter] = []) throws(PostgresError) -> Rows {
        precondition(parameters.count <= 65_535, "a statement takes at most 65,535 parameters")
        let encoded = EncodedParameters(parameters)
        if let index = encoded.firstWithNul {
            throw PostgresError(
                kind: .badData, sqlState: SQLState("22021"), message: "parameter $\(index + 1) has a NUL character",
                subject: target.description)
        }
        try send(encoded.send(sql, on: handle))
        return Rows(try finish())
    }

    /// Throws where libpq did not take a statement.
    func send(_ wasTaken: Int32) throws(PostgresError) {
        guard wasTaken == 1 else { throw failure(nil) }
    }

    /// Reads results until the connection is idle: returns the last one, or throws what it says.
    func finish() throws(PostgresError) -> ResultBox {
        var last: ResultBox?
        while let result = try nextResult() {
            let box = ResultBox(result)
            last = box
            switch PQresultStatus(result) {
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                // Leaves the copy, so that the connection can be used again.
                _ = PQputCopyEnd(handle, "COPY needs copy(_:rows:)")
                while let next = try nextResult() { PQclear(next) }
                throw PostgresError(
                    kind: .misuse, message: "COPY needs copy(_:rows:)", subject: target.description)
            default: break
            }
        }
        guard let last else { throw failure(nil) }
        switch PQresultStatus(last.handle) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return last
        default: throw failure(last)
        }
    }

    /// What a failed result, or a connection without one, says.
    func failure(_ result: ResultBox?) -> PostgresError {
        func field(_ code: Character) -> String? {
            guard let result, let ascii = code.asciiValue else { return nil }
            return PQresultErrorField(result.handle, Int32(ascii)).map { String(cString: $0) }
        }
        // PG_DIAG_* of postgres_ext.h are these letters.
        let sqlState = field("C").map { SQLState($0) }
        let message = field("M") ?? String(cString: PQerrorMessage(handle))
        // A failure without a code is libpq's own: the server did not answer, whatever the connection's state says.
        let kind = isOpen ? (sqlState?.kind ?? .connectionLost) : .connectionLost
        return PostgresError(
            kind: kind, sqlState: sqlState, message: ConnectionTarget.oneLine(message), detail: field("D"),
            hint: field("H"), subject: target.description)
    }
}

/// Parameters laid out as `PQsendQueryParams` wants them.
private struct EncodedParameters {
    private var types: [Oid] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var starts: [Int?] = []
    private var bytes: [UInt8] = []
    private(set) var firstWithNul: Int?

    /// `bytea`'s type number, fixed in PostgreSQL's catalogue.
    private static let byteaType: Oid = 17

    init(_ parameters: [Parameter]) {
        for (index, parameter) in parameters.enumerated() {
            switch parameter {
            case .null: append(nil, type: 0, format: 0)
            case .text(let text):
                if firstWithNul == nil, text.utf8.contains(0) { firstWithNul = index }
                append(Array(text.utf8), type: 0, format: 0)
            case .bytes(let value): append(value, type: Self.byteaType, format: 1)
            }
        }
    }

    private mutating func append(_ value: [UInt8]?, type: Oid, format: Int32) {
        types.append(type)
        formats.append(format)
        lengths.append(Int32(value?.count ?? 0))
        guard let value else { return starts.append(nil) }
        starts.append(bytes.count)
        bytes.append(contentsOf: value)
        bytes.append(0)
    }

    func send(_ sql: String, on handle: OpaquePointer) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values: [UnsafePointer<CChar>?] = starts.map { start in
                guard let base, let start else { return nil }
                return base + start
            }
            return PQsendQueryParams(handle, sql, Int32(starts.count), types, values, lengths, formats, 0)
        }
    }
}
