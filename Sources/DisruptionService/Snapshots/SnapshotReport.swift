import DisruptionCore
import KafkaClient
import WireFormat

/// What snapshots show: /status and /metrics.
enum SnapshotReport {
    /// - Parameter intervalSeconds: between two snapshots of a partition, as configured.
    static func register(
        _ store: SnapshotStore, intervalSeconds: Int, status: StatusBoard, metrics: MetricsRegistry
    ) {
        let board = store.board
        status.section("snapshots") { json in
            json.beginObject()
            write(board.counts, into: &json)
            json.field("problem", ifPresent: store.failure?.description)
            json.key("partitions")
            json.beginArray()
            let logStarts = Dictionary(board.logStarts.map { ($0.number, $0.offset) }) { first, _ in first }
            for (number, snapshot) in board.partitions {
                write(number, snapshot, logStart: logStarts[number], into: &json)
            }
            json.endArray()
            json.endObject()
        }
        registerCounters(board, metrics)
        registerGauges(board, metrics)
        metrics.collectGauges(
            "iropsd_snapshot_interval_seconds", "Longest time between two snapshots of a partition, as configured.",
            unit: .milliseconds
        ) { [MetricSample(Int64(intervalSeconds) * 1000)] }
    }

    private static func write(_ counts: SnapshotBoard.Counts, into json: inout JSONWriter) {
        json.field("taken", counts.taken)
        json.field("failed", counts.failed)
        json.field("restored", counts.restored)
        json.field("broken", counts.broken)
        json.field("bytes_written", counts.bytesWritten)
    }

    private static func write(
        _ number: Int, _ snapshot: SnapshotBoard.Partition, logStart: Int64?, into json: inout JSONWriter
    ) {
        json.beginObject()
        json.field("partition", number)
        json.field("position", snapshot.position)
        json.field("age_seconds", snapshot.ageMs / 1000)
        json.field("bytes", snapshot.bytes)
        json.field("entities", snapshot.entities)
        json.field("encode_ms", ifPresent: snapshot.encodeMicroseconds.map { ($0 + 500) / 1000 })
        json.field("write_ms", ifPresent: snapshot.writeMs)
        json.field("log_trimmed_to", ifPresent: logStart)
        json.endObject()
    }

    private static func registerCounters(_ board: SnapshotBoard, _ metrics: MetricsRegistry) {
        func counter(_ name: String, _ help: String, _ value: @escaping @Sendable (SnapshotBoard.Counts) -> Int64) {
            metrics.collectCounters(name, help) { [MetricSample(value(board.counts))] }
        }
        counter("iropsd_snapshots_taken_total", "Snapshots written and complete.") { $0.taken }
        counter("iropsd_snapshots_failed_total", "Snapshots that could not be written.") { $0.failed }
        counter("iropsd_snapshots_restored_total", "Snapshots that a partition was restored from.") { $0.restored }
        counter("iropsd_snapshots_broken_total", "Snapshots that could not be restored from.") { $0.broken }
        metrics.collectCounters(
            "iropsd_snapshots_written_bytes_total", "Bytes of snapshots written, before compression.", unit: .bytes
        ) { [MetricSample(board.counts.bytesWritten)] }
    }

    private static func registerGauges(_ board: SnapshotBoard, _ metrics: MetricsRegistry) {
        func gauge(
            _ name: String, _ help: String, unit: MetricUnit = .count,
            _ value: @escaping @Sendable (SnapshotBoard.Partition) -> Int64?
        ) {
            metrics.collectGauges(name, help, unit: unit) {
                board.partitions.compactMap { number, snapshot in
                    value(snapshot).map { MetricSample($0, labels: ["partition": "\(number)"]) }
                }
            }
        }
        gauge("iropsd_snapshot_position", "Position of a partition's newest snapshot.") { $0.position }
        gauge("iropsd_snapshot_age_seconds", "Age of a partition's newest snapshot.", unit: .milliseconds) { $0.ageMs }
        gauge("iropsd_snapshot_bytes", "Size of a partition's newest snapshot.", unit: .bytes) { Int64($0.bytes) }
        gauge("iropsd_snapshot_entities", "Entities in a partition's newest snapshot.") { Int64($0.entities) }
        gauge(
            "iropsd_snapshot_encode_seconds", "How long a lane stood still for the newest snapshot.",
            unit: .microseconds
        ) { $0.encodeMicroseconds }
        gauge(
            "iropsd_snapshot_write_seconds", "From the newest snapshot's begin to its complete manifest.",
            unit: .milliseconds
        ) { $0.writeMs }
        metrics.collectGauges("iropsd_log_trimmed_offset", "First offset left of a partition's log.") {
            board.logStarts.map { MetricSample($0.offset, labels: ["partition": "\($0.number)"]) }
        }
    }
}

extension SnapshotBoard.Partition {
    /// Milliseconds by the wall clock.
    fileprivate var ageMs: Int64 { max(0, SystemClock.now().ms - takenAtMs) }
}
