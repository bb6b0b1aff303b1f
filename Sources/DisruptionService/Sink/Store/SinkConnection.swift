import PostgresClient

/// The database as one connection writes it: rows and positions in the same transaction, behind a fence.
///
/// Two things keep a second sink away. A session's advisory lock says who is alive: others stand by until it is free,
/// and the server frees it when a session is silent for too long. The epoch says who may write: it is raised when the
/// lock is taken and checked in every transaction, so a sink that only believes to be alive writes nothing.
struct SinkConnection: ~Copyable {
    let connection: Connection
    /// This sink's epoch.
    let epoch: Int64
    /// Where every source was read up to, when the fence was taken.
    let positions: [SinkPosition]

    /// Connects, checks the schema and takes the fence.
    ///
    /// - Parameters:
    ///   - holder: how messages name this sink, for example host and process.
    ///   - standsBy: false takes over from a live sink too, which is then fenced.
    /// - Throws: `PostgresError`, `MigrationError.behind`, `SinkError.standingBy`.
    init(
        target: ConnectionTarget, holder: String, limits: SinkLimits = SinkLimits(), standsBy: Bool = true
    ) throws {
        var options = ConnectionOptions()
        options.applicationName = "iropsd sink \(holder)"
        let connection = try Connection(to: target, options: options)
        try Self.prepare(connection, limits)
        try Migrator(target: target).requireCurrent(connection)
        if standsBy { try SinkFence.takeLock(connection) }
        let (epoch, positions) = try connection.inTransaction { transaction in
            (try SinkFence.raise(holder: holder, transaction), try SinkPositions.read(transaction))
        }
        for table in SinkTable.allCases { try connection.execute(table.statements.makeStage) }
        self.connection = connection
        self.epoch = epoch
        self.positions = positions
    }

    /// Limits that the server keeps for a sink that cannot, and what makes merges quick.
    private static func prepare(_ connection: borrowing Connection, _ limits: SinkLimits) throws {
        try connection.execute(
            """
            SET idle_in_transaction_session_timeout = '\(limits.transactionIdleSecondsMax)s';
            SET lock_timeout = '\(limits.lockSecondsMax)s';
            SET statement_timeout = '\(limits.statementSecondsMax)s';
            SET work_mem = '32MB';
            SET jit = off;
            SET datestyle = 'ISO'
            """)
        // PostgreSQL 14 is the first to know it; an older one frees a frozen sink's lock when its connection ends.
        if connection.serverVersionNumber >= 140_000 {
            try connection.execute("SET idle_session_timeout = '\(limits.sessionIdleSecondsMax)s'")
        }
    }

    /// Writes a batch and its positions, wholly or not at all. Writing the same batch again changes nothing.
    ///
    /// Records that the database refuses are noted in `sink_rejects` and do not hold up the others.
    ///
    /// - Throws: `SinkError.fenced`, or `PostgresError`; after an error of kind `connectionLost` it is open whether the
    ///   batch was written, which the positions of a new store tell.
    func write(_ batch: SinkBatch) throws -> SinkWriteResult {
        do {
            return try connection.inTransaction { try SinkWrite(batch, epoch, findingBadRows: false).run($0) }
        } catch let error as PostgresError where error.kind == .badData {
            return try connection.inTransaction { try SinkWrite(batch, epoch, findingBadRows: true).run($0) }
        }
    }

    /// Lets the server know that this sink is alive; to be called when there is nothing to write.
    func beat() throws {
        try connection.execute("SELECT 1")
    }

    /// Ends the session, which frees the lock.
    consuming func close() {}
}
