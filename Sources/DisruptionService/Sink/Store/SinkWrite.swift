import PostgresClient

/// One batch on its way into the database, inside one transaction.
///
/// Rows are sent to the stages first, which locks nothing; then the fence is checked, then rows are merged. A sink that
/// freezes while it sends therefore holds up nobody, and one that freezes later is idle in a transaction, which the
/// server ends.
struct SinkWrite {
    private let batch: SinkBatch
    private let epoch: Int64
    private let findsBadRows: Bool
    private var result = SinkWriteResult()

    /// - Parameter findingBadRows: true tries rows in ever smaller groups, slowly, and leaves out what is refused.
    init(_ batch: SinkBatch, _ epoch: Int64, findingBadRows: Bool) {
        self.batch = batch
        self.epoch = epoch
        findsBadRows = findingBadRows
    }

    /// Writes everything; the caller commits.
    ///
    /// - Throws: `SinkError.fenced`, or `PostgresError`.
    consuming func run(_ transaction: borrowing Connection) throws -> SinkWriteResult {
        let tables = SinkTable.allCases.filter { batch[$0].count > 0 }
        for table in tables {
            try forRows(of: table, transaction) { part, connection in
                try connection.copy(table.statements.copy, rows: batch[table].copyText(part))
            }
        }
        try SinkFence.check(epoch: epoch, transaction)
        for table in tables {
            try forRows(of: table, transaction) { part, connection in
                let condition = "n >= \(part.lowerBound) AND n < \(part.upperBound)"
                try connection.execute(table.statements.merge(condition))
            }
            if batch[table].tombstones > 0, let forget = table.statements.forget { try transaction.execute(forget) }
            result.written[table.rawValue] = batch[table].count
        }
        try note(transaction)
        try SinkPositions.write(batch.positions, transaction)
        return result
    }

    private mutating func forRows(
        of table: SinkTable, _ connection: borrowing Connection,
        _ body: (Range<Int>, borrowing Connection) throws -> Void
    ) throws {
        let rows = 0..<batch[table].count
        guard findsBadRows else { return try body(rows, connection) }
        for refused in try Bisection.run(rows, on: connection, body) {
            let rejection = SinkWriteResult.Rejection(
                table: table, origin: batch[table].origins[refused.row], reason: refused.reason)
            result.rejections.append(rejection)
        }
    }

    /// Writes down what was refused, and takes it off the counts.
    private mutating func note(_ connection: borrowing Connection) throws {
        for rejection in result.rejections {
            result.written[rejection.table.rawValue] -= 1
            let source = rejection.origin.source
            try connection.query(
                """
                INSERT INTO iropsd.sink_rejects (topic, partition, log, record_offset, reason)
                VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
                """,
                [
                    .text(source.topic), .integer(source.partition), .integer(source.log),
                    .integer(rejection.origin.offset), .text(rejection.reason),
                ])
        }
    }
}
