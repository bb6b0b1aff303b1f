import DisruptionService
import KafkaClient

/// The real daemon inside the demo's process: the lanes and the sink of `iropsd run`.
final class DemoDaemon {
    private let lanes: LaneGroup
    private let sink: SinkRunner
    private let sinkThread: SystemThread

    /// Starts lanes and sink.
    /// - Parameter isPretended: the brokers are librdkafka's pretended ones.
    init(_ service: ServiceContext, _ catalog: TopicCatalog, isPretended: Bool) throws {
        guard let settings = try SinkSettings(service.configuration) else { throw CommandError("no database is set") }
        let runner = try SinkRunner(
            settings, log: service.log, stop: service.stop, hooks: .logging(to: service.log, client: "sink"))
        sink = runner
        sinkThread = try SystemThread("sink") { runner.run() }
        lanes = try LaneGroup(service, catalog, isPretended: isPretended)
        do {
            try lanes.start()
        } catch {
            service.stop.request()
            _ = join()
            throw error
        }
    }

    /// Events that reached their entities.
    var accepted: Int64 { lanes.statuses.reduce(0) { $0 + $1.counts.accepted } }

    /// Whether the lanes own partitions and go on.
    var isRunning: Bool { lanes.missing == nil }

    /// What a drained daemon does not change; nil while something is left to read or to write.
    var drainedMark: Int64? {
        let partitions = lanes.statuses.flatMap(\.partitions)
        guard isRunning, !partitions.isEmpty, partitions.allSatisfy({ $0.lag == 0 }), sink.status.lag == 0 else {
            return nil
        }
        return lanes.statuses.reduce(0) { $0 + $1.counts.commits } + sink.status.batches
    }

    /// Waits for the end; `ServiceContext.stop` was requested.
    /// - Returns: what went wrong for good.
    func join() -> String? {
        let failure = lanes.join().map { "\($0)" }
        sinkThread.join()
        return failure
    }
}
