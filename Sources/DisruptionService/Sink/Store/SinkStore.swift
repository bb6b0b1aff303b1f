package import KafkaClient
import PostgresClient

/// The real database, written over several connections at the same time.
package final class SinkStore: SinkStoring {
    package let epoch: Int64
    package let positions: [SinkPosition]
    package let serverVersion: String
    package var shares: Int { writers.count }
    private let interruption: Interruption
    private var writers: [SinkWriter] = []

    /// Connects, checks the schema and takes the fence.
    ///
    /// - Parameters:
    ///   - wakeup: signalled whenever a batch is through.
    ///   - stop: ends the wait for the server while it connects; nil leaves it to the limits.
    /// - Throws: `PostgresError`, `MigrationError.behind`, `SinkError.standingBy`.
    package init(_ settings: SinkSettings, wakeup: Wakeup, stop: StopRequest? = nil) throws {
        let interruption = try Interruption()
        self.interruption = interruption
        let token = stop?.onRequest { interruption.interrupt() }
        defer { if let token { stop?.forget(token) } }
        let first = try SinkConnection(
            target: settings.database, holder: settings.holder, limits: settings.limits, interruption: interruption)
        epoch = first.epoch
        positions = first.positions
        serverVersion = first.connection.serverVersion
        let epoch = epoch
        do {
            writers.append(try SinkWriter(first, number: 0, finished: wakeup))
            for number in 1..<max(1, settings.limits.connections) {
                let further = try SinkConnection(
                    beside: epoch, target: settings.database, holder: settings.holder, limits: settings.limits,
                    interruption: interruption)
                writers.append(try SinkWriter(further, number: number, finished: wakeup))
            }
        } catch {
            close()
            throw error
        }
    }

    package func begin(_ batch: inout SinkBatch, share: Int) { writers[share].begin(&batch) }

    package func finished(share: Int) throws -> SinkWriteResult? { try writers[share].takeOutcome()?.get() }

    package func close() {
        interruption.interrupt()
        for writer in writers { writer.close() }
        writers = []
    }
}
