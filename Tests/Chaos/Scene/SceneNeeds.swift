/// What a fault is done to.
package struct SceneNeeds: Sendable {
    /// Names of the processes; nil is dynamic membership.
    package var instances: [String?] = ["a"]
    package var lanes = 1
    /// Brokers, 1 or 3.
    package var nodes = 1
    /// How long a silent process keeps its partitions, seconds; nil leaves the default.
    package var sessionSeconds: Int?
    /// Kafka and the database are reached through proxies.
    package var isDetoured = false
    /// The database is one that may be harmed.
    package var ownsDatabase = false
    /// The database lies on a disk of so many megabytes.
    package var diskMegabytes: Int?
    /// Records that are there before the first process starts.
    package var preload = 0
    /// Where it shows that things flow again: in the tables, or else in the topics.
    package var isSeenInTables = false

    /// - Parameter add: what is needed beyond the least.
    package init(_ add: (inout SceneNeeds) -> Void = { _ in }) { add(&self) }

    /// Properties for librdkafka, in YAML's braces.
    var librdkafka: String {
        sessionSeconds.map { "{session.timeout.ms: \($0 * 1_000), heartbeat.interval.ms: \($0 * 1_000 / 6)}" } ?? "{}"
    }
}
