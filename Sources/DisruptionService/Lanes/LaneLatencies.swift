import DisruptionCore

/// How long it takes from what comes in to what goes out.
struct LaneLatencies: Sendable {
    /// From the Kafka timestamp of an input record to the end of the transaction with its position: of the oldest
    /// record of each transaction.
    let read: MetricHistogram
    /// From the event time of a disruption's version to the end of its transaction; nil where event time is not the
    /// clock's.
    let told: MetricHistogram?

    /// Milliseconds.
    private static let bounds: [Int64] = [
        5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000,
    ]

    init(_ metrics: MetricsRegistry, isLive: Bool) {
        read = metrics.histogram(
            "iropsd_commit_latency_seconds",
            "From an input record's Kafka timestamp to the commit of its position, of each transaction's oldest.",
            unit: .milliseconds, bounds: LaneLatencies.bounds)
        told =
            isLive
            ? metrics.histogram(
                "iropsd_disruption_latency_seconds",
                "From the event time at which a disruption's version holds to its commit.",
                unit: .milliseconds, bounds: LaneLatencies.bounds) : nil
    }

    /// A transaction has ended.
    /// - Parameters:
    ///   - oldestInputMs: Kafka timestamp of the oldest input record in it, ms since 1970; nil for none.
    ///   - toldMs: event times of the versions in it, ms since 1970.
    func note(oldestInputMs: Int64?, toldMs: [Int64], endedMs: Int64) {
        if let oldestInputMs { read.observe(max(0, endedMs - oldestInputMs)) }
        if let told { for eventMs in toldMs { told.observe(max(0, endedMs - eventMs)) } }
    }
}
