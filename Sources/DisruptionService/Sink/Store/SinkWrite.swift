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
        for table in SinkTable.allCases { try stage(table, 0..<rows[table].count, transaction) }
        if rows.forgotten.count > 0 { try stage(.forgotten, rows.forgotten, 0..<rows.forgotten.count, transaction) }
        try SinkFence.check(epoch: epoch, transaction)
        try forget(transaction)
        for table in SinkTable.allCases { try merge(table, 0..<rows[table].count, transaction) }
        return try finish(transaction)
    }

    /// The same, slowly: tries rows in ever smaller groups and leaves out what is refused.
    consuming func runFindingBadRows(_ transaction: borrowing Connection) throws -> SinkWriteResult {
        try SinkFence.check(epoch: epoch, transaction)
        if rows.forgotten.count > 0 { try stage(.forgotten, rows.forgotten, 0..<rows.forgotten.count, transaction) }
        try forget(transaction)
        for table in SinkTable.allCases {
            let refused = try Bisection.run(0..<rows[table].count, on: transaction) { part, connection in
                for stage in Stage.all { try connection.execute(stage.empty) }
                try self.stage(table, part, connection)
                try merge(table, part, connection)
            }
            for row in refused {
                result.rejections.append(rejection(table, rows[table].records[row.row], row.reason))
            }
        }
        return try finish(transaction)
    }

    private func stage(_ table: SinkTable, _ part: Range<Int>, _ connection: borrowing Connection) throws {
        guard !part.isEmpty else { return }
        switch table {
        case .disruptions:
            try stage(.disruptions, rows[.disruptions], part, connection)
            let legs = rows.legs(of: part)
            if !legs.isEmpty { try stage(.legs, rows.legs, legs, connection) }
        case .flightState: try stage(.flightState, rows[.flightState], part, connection)
        case .deadLetters: try stage(.deadLetters, rows[.deadLetters], part, connection)
        }
    }

    private func stage(
        _ stage: Stage, _ rows: StagedRows, _ part: Range<Int>, _ connection: borrowing Connection
    ) throws {
        try connection.copy(stage.copy, rows.parts(part))
    }

    private func forget(_ connection: borrowing Connection) throws {
        if rows.forgotten.count > 0 { try connection.execute(Merge.forgotten) }
    }

    private func merge(_ table: SinkTable, _ part: Range<Int>, _ connection: borrowing Connection) throws {
        guard !part.isEmpty else { return }
        switch table {
        case .disruptions: try connection.execute(Merge.disruptions)
        case .flightState: try connection.execute(Merge.flightState)
        case .deadLetters: try connection.execute(Merge.deadLetters)
        }
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
