import PostgresClient

/// One batch on its way into the database, inside one transaction.
///
/// Rows are sent to the stages first, which locks nothing; then the fence is checked, then rows are merged. A sink that
/// freezes while it sends therefore holds up no writer, and whoever waits for its place ends its session (`SinkFence`);
/// one that freezes later is idle in a transaction, which the server ends.
struct SinkWrite: ~Copyable {
    private let batch: SinkBatch
    private let rows: SinkRows
    private let epoch: Int64
    private var result = SinkWriteResult()

    /// - Parameter rows: what the batch's records are.
    init(_ batch: SinkBatch, _ rows: SinkRows, epoch: Int64) {
        self.batch = batch
        self.rows = rows
        self.epoch = epoch
    }

    /// Writes everything; the caller commits.
    ///
    /// - Throws: `SinkError.fenced`, or `PostgresError`; of kind `badData` where the database refuses a row.
    consuming func run(_ transaction: borrowing Connection) throws -> SinkWriteResult {
        for table in SinkTable.allCases { try stage(table, 0..<rows[table].rows.count, transaction) }
        try stageForgotten(transaction)
        try SinkFence.check(epoch: epoch, transaction)
        try forget(transaction)
        for table in SinkTable.allCases { try merge(table, 0..<rows[table].rows.count, transaction) }
        return try finish(transaction)
    }

    /// The same, slowly: tries rows in ever smaller groups and leaves out what is refused.
    consuming func runFindingBadRows(_ transaction: borrowing Connection) throws -> SinkWriteResult {
        try SinkFence.check(epoch: epoch, transaction)
        try stageForgotten(transaction)
        try forget(transaction)
        for table in SinkTable.allCases {
            let staged = rows[table].rows
            let refused = try Bisection.run(0..<staged.count, on: transaction) { part, connection in
                for stage in Stage.all { try connection.execute(stage.empty) }
                try self.stage(table, part, connection)
                try merge(table, part, connection)
            }
            for row in refused {
                result.rejections.append(rejection(table, staged.records[row.row], row.reason))
            }
        }
        return try finish(transaction)
    }

    private func stage(_ table: SinkTable, _ some: Range<Int>, _ connection: borrowing Connection) throws {
        guard !some.isEmpty else { return }
        try connection.copy(Stage.rows(table).copy, rows[table].rows.parts(some))
        guard let stage = Stage.parts(table) else { return }
        let parts = rows[table].parts(of: some)
        if !parts.isEmpty { try connection.copy(stage.copy, rows[table].parts.parts(parts)) }
    }

    private func stageForgotten(_ connection: borrowing Connection) throws {
        for table in SinkTable.allCases {
            let forgotten = rows[table].forgotten
            if forgotten.count > 0 {
                try connection.copy(Stage.forgotten(table).copy, forgotten.parts(0..<forgotten.count))
            }
        }
    }

    private func forget(_ connection: borrowing Connection) throws {
        for table in SinkTable.allCases where rows[table].forgotten.count > 0 {
            if let statement = Merge.forgotten(of: table) { try connection.execute(statement) }
        }
    }

    private func merge(_ table: SinkTable, _ part: Range<Int>, _ connection: borrowing Connection) throws {
        if !part.isEmpty { try connection.execute(Merge.rows(of: table)) }
    }

    private func rejection(_ table: SinkTable, _ record: Int, _ reason: String) -> SinkWriteResult.Rejection {
        SinkWriteResult.Rejection(
            table: table, origin: batch.origin(of: batch[table].entries[record]), reason: reason)
    }

    /// Writes down what was refused, and the positions.
    private consuming func finish(_ connection: borrowing Connection) throws -> SinkWriteResult {
        for refusal in rows.refusals {
            result.rejections.append(rejection(refusal.table, refusal.record, refusal.reason))
        }
        for table in SinkTable.allCases { result.written[table.rawValue] = batch[table].count }
        for rejection in result.rejections {
            result.written[rejection.table.rawValue] -= 1
            try note(rejection, connection)
        }
        try SinkPositions.write(batch.positions, connection)
        return result
    }

    private func note(_ rejection: SinkWriteResult.Rejection, _ connection: borrowing Connection) throws {
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
