import WireFormat

/// What a warm standby shows: /status and /metrics.
enum StandbyReport {
    static func register(_ shelf: StandbyShelf, status: StatusBoard, metrics: MetricsRegistry) {
        status.section("standby") { json in
            json.beginArray()
            for state in shelf.states {
                json.beginObject()
                json.field("partition", state.partition)
                json.field("position", state.position)
                json.field("lag", state.lag)
                json.endObject()
            }
            json.endArray()
        }
        metrics.collectGauges(
            "iropsd_standby_lag",
            "Offsets of the log between the state that is kept warm of a partition and the group's position."
        ) {
            shelf.states.map { MetricSample($0.lag, labels: ["partition": "\($0.partition)"]) }
        }
    }
}
