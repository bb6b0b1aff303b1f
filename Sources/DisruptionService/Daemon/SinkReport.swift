import PostgresClient
import WireFormat

/// What the sink shows: /ready, /status and /metrics.
enum SinkReport {
    static func register(_ runner: SinkRunner, _ service: ServiceContext) {
        service.health.watch("database") {
            let status = runner.status
            switch status.state {
            case .running, .standby: return nil
            default: return status.problem ?? status.state.rawValue
            }
        }
        service.status.section("sink") { json in
            let status = runner.status
            json.beginObject()
            json.field("state", status.state.rawValue)
            json.field("problem", ifPresent: status.problem)
            json.field("server_version", ifPresent: status.serverVersion)
            json.field("epoch", ifPresent: status.epoch)
            json.field("lag", ifPresent: status.lag)
            json.field("batches", status.batches)
            json.field("last_batch_ms", ifPresent: status.lastBatchMs)
            json.field("rejected", status.rejected)
            json.endObject()
        }
        service.metrics.collectGauges("iropsd_sink_lag", "Output records that are not in the database yet.") {
            runner.status.lag.map { [MetricSample($0)] } ?? []
        }
        service.metrics.collectCounters("iropsd_sink_batches_total", "Transactions of the database sink.") {
            [MetricSample(runner.status.batches)]
        }
        service.metrics.collectCounters("iropsd_sink_rows_total", "Records brought to a table.") {
            runner.status.written.sorted { $0.key.name < $1.key.name }.map {
                MetricSample($0.value, labels: ["table": $0.key.name])
            }
        }
        service.metrics.collectCounters("iropsd_sink_rejected_total", "Records that the database refused.") {
            [MetricSample(runner.status.rejected)]
        }
    }
}
