import PostgresClient

/// The database as one connection writes it: rows and positions in the same transaction, behind a fence.
///
/// Two things keep a second sink away. A session's advisory lock says who is alive: others stand by until it is free,
/// and the server frees it when a session is silent for too long. The epoch says who may write: it is raised when the
/// lock is taken and checked in every transaction, so a sink that only believes to be alive writes nothing.
///
/// A sink may have several connections. The first one holds the lock; all of them write under its epoch.
struct SinkConnection: ~Copyable {
    let connection: Connection
    /// The sink's epoch.
    let epoch: Int64
    /// Where every source was read up to when the fence was taken; empty for a further connection.
    let positions: [SinkPosition]
    private let workspace = Workspace()

    /// What is used again from batch to batch.
    private final class Workspace {
        var encoder = RowEncoder()
        var rows = SinkRows()
    }

    /// Connects, checks the schema and takes the fence.
    ///
    /// - Parameters:
    ///   - holder: how messages name this sink, for example host and process.
    ///   - standsBy: false takes over from a live sink too, which is then fenced.
    ///   - interruption: ends all its waits.
    /// - Throws: `PostgresError`, `MigrationError.behind`, `SinkError.standingBy`.
    init(
        target: ConnectionTarget, holder: String, limits: SinkLimits = SinkLimits(), standsBy: Bool = true,
        interruption: Interruption? = nil
    ) throws {
        let connection = try Self.open(target, holder, limits, interruption)
        try Migrator(target: target).requireCurrent(connection)
        if standsBy { try SinkFence.takeLock(connection, deadAfterSeconds: limits.sessionIdleSecondsMax) }
        let (epoch, positions) = try connection.inTransaction { transaction in
            (try SinkFence.raise(holder: holder, transaction), try SinkPositions.read(transaction))
        }
        for stage in Stage.all { try connection.execute(stage.make) }
        self.connection = connection
        self.epoch = epoch
        self.positions = positions
    }

    /// Opens a further connection of a sink that has the fence.
    ///
    /// - Throws: `PostgresError`.
    init(
        beside epoch: Int64, target: ConnectionTarget, holder: String, limits: SinkLimits = SinkLimits(),
        interruption: Interruption? = nil
    ) throws {
        let connection = try Self.open(target, holder, limits, interruption)
        for stage in Stage.all { try connection.execute(stage.make) }
        self.connection = connection
        self.epoch = epoch
        positions = []
    }

    /// Limits that the server keeps for a sink that cannot, and what makes merges quick.
    private static func open(
        _ target: ConnectionTarget, _ holder: String, _ limits: SinkLimits, _ interruption: Interruption?
    ) throws -> Connection {
        var options = ConnectionOptions()
        options.applicationName = "iropsd sink \(holder)"
        options.answerSeconds = limits.silentSecondsMax
        options.interruption = interruption
        let connection = try Connection(to: target, options: options)
        try connection.execute(
            """
            SET idle_in_transaction_session_timeout = '\(limits.transactionIdleSecondsMax)s';
            SET lock_timeout = '\(limits.lockSecondsMax)s';
            SET statement_timeout = '\(limits.statementSecondsMax)s';
            SET work_mem = '32MB';
            SET enable_nestloop = off;
            SET jit = off;
            SET datestyle = 'ISO'
            """)
        // PostgreSQL 14 is the first to know it; an older one frees a frozen sink's lock when its connection ends.
        if connection.serverVersionNumber >= 140_000 {
            try connection.execute("SET idle_session_timeout = '\(limits.sessionIdleSecondsMax)s'")
        }
        return connection
    }

    /// Writes a batch and its positions, wholly or not at all. Writing the same batch again changes nothing. An empty
    /// batch checks the fence and lets the server know that this sink is alive.
    ///
    /// Records that the database refuses are noted in `sink_rejects` and do not hold up the others.
    ///
    /// - Throws: `SinkError.fenced`, or `PostgresError`; after an error of kind `connectionLost` it is open whether the
    ///   batch was written, which the positions of a new store tell.
    func write(_ batch: SinkBatch) throws -> SinkWriteResult {
        guard !batch.isEmpty else {
            try connection.inTransaction { try SinkFence.check(epoch: epoch, $0) }
            return SinkWriteResult()
        }
        workspace.encoder.encode(batch, into: &workspace.rows)
        let rows = workspace.rows
        do {
            return try connection.inTransaction { try SinkWrite(batch, rows, epoch: epoch).run($0) }
        } catch let error as PostgresError where error.kind == .badData {
            return try connection.inTransaction { try SinkWrite(batch, rows, epoch: epoch).runFindingBadRows($0) }
        }
    }

    /// Ends the session, which frees the lock.
    consuming func close() {}
}
