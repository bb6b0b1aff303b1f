import PostgresClient

/// The real database, written over one connection.
package final class SinkStore: SinkStoring {
    package let epoch: Int64
    package let positions: [SinkPosition]
    package let serverVersion: String
    package var shares: Int { 1 }
    private var connection: SinkConnection?
    private var outcome: Result<SinkWriteResult, any Error>?

    /// Connects, checks the schema and takes the fence.
    ///
    /// - Throws: `PostgresError`, `MigrationError.behind`, `SinkError.standingBy`.
    init(_ settings: SinkSettings) throws {
        let connection = try SinkConnection(
            target: settings.database, holder: settings.holder, limits: settings.limits)
        epoch = connection.epoch
        positions = connection.positions
        serverVersion = connection.connection.serverVersion
        self.connection = consume connection
    }

    package func begin(_ batch: inout SinkBatch, share: Int) {
        outcome = Result { try write(batch) }
        batch.removeAll()
    }

    private func write(_ batch: SinkBatch) throws -> SinkWriteResult {
        if batch.isEmpty { try connection?.beat() }
        return batch.isEmpty ? SinkWriteResult() : try connection?.write(batch) ?? SinkWriteResult()
    }

    package func finished(share: Int) throws -> SinkWriteResult? {
        defer { outcome = nil }
        return try outcome?.get()
    }

    package func close() { connection = nil }
}
