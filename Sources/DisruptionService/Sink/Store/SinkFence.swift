import PostgresClient

/// Who may write: one row with an epoch, and a lock that says who is alive.
enum SinkFence {
    /// "isnk" in ASCII, in a key space of its own: any number does, if every build uses the same.
    static let lockKey: Int64 = 0x6973_6e6b

    /// Takes the lock of the live sink for this session.
    ///
    /// - Parameter deadAfterSeconds: a session that has it and has been silent for so long in the middle of a COPY is
    ///   ended, for the next attempt.
    /// - Throws: `SinkError.standingBy` where another session has it.
    static func takeLock(_ connection: borrowing Connection, deadAfterSeconds: Int) throws {
        let rows = try connection.query("SELECT pg_try_advisory_lock($1) AS taken", [.integer(lockKey)])
        guard rows.first?.boolean("taken") == true else {
            try endDeadHolder(connection, deadAfterSeconds)
            let holder = try connection.query("SELECT holder FROM iropsd.sink_fence").first?.text("holder")
            throw SinkError.standingBy(holder: holder ?? "unknown")
        }
    }

    /// None of the server's own limits runs while a session waits for the rows of a COPY: not that of a statement, nor
    /// that of an idle session. A sink that is frozen or cut off there would keep the lock for hours.
    /// Source: PostgreSQL, `ProcessClientReadInterrupt`: a wait for the client ends for nothing but the session's end.
    private static func endDeadHolder(_ connection: borrowing Connection, _ seconds: Int) throws {
        try connection.query(
            """
            SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE locktype = 'advisory' AND classid = $1 AND objid = $2 AND objsubid = 1 AND granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND state = 'active' AND wait_event = 'ClientRead' AND state_change < now() - make_interval(secs => $3)
            """, [.integer(lockKey >> 32), .integer(lockKey & 0xffff_ffff), .integer(Int64(seconds))])
    }

    /// Raises the epoch. From its commit on, no transaction of an older epoch can commit; while one is under way, this
    /// waits for it, because both lock the same row.
    static func raise(holder: String, _ transaction: borrowing Connection) throws -> Int64 {
        let rows = try transaction.query(
            "UPDATE iropsd.sink_fence SET epoch = epoch + 1, holder = $1, taken_at = now() RETURNING epoch",
            [.text(holder)])
        guard let epoch = rows.first?.integer("epoch") else {
            throw PostgresError(
                kind: .missingSchema, message: "iropsd.sink_fence has no row",
                subject: transaction.target.description)
        }
        return epoch
    }

    /// Locks the fence's row until the transaction ends, beside the sink's other connections, and compares epochs.
    ///
    /// - Throws: `SinkError.fenced` where another sink has raised it.
    static func check(epoch: Int64, _ transaction: borrowing Connection) throws {
        let rows = try transaction.query("SELECT epoch, holder FROM iropsd.sink_fence FOR SHARE")
        let current = rows.first?.integer("epoch") ?? -1
        guard current == epoch else {
            throw SinkError.fenced(
                epoch: epoch, current: current, holder: rows.first?.text("holder") ?? "unknown")
        }
    }
}
