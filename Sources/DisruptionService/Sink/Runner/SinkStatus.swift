/// What a sink is doing, for /status and /metrics.
public struct SinkStatus: Sendable, Equatable {
    /// What it is doing.
    public enum State: String, Sendable, CaseIterable {
        /// Not yet connected.
        case starting
        /// Writing, or waiting for records.
        case running
        /// Another sink writes; this one waits to take over.
        case standby
        /// The database is away; records wait in Kafka.
        case databaseAway = "database_away"
        /// The brokers are away, or a topic is missing.
        case brokerAway = "broker_away"
        /// Something is wrong that a person has to mend; looked at again every half minute.
        case blocked
        /// Ended.
        case stopped
    }

    public var state = State.starting
    /// The fence's epoch while this sink writes.
    public var epoch: Int64?
    /// Version of the database server, once it was reached.
    public var serverVersion: String?
    /// Records brought to each table since the start.
    public var written: [SinkTable: Int64] = [:]
    /// Records that the database refused, noted in `sink_rejects`.
    public var rejected: Int64 = 0
    /// Records that retention removed before they could be read.
    public var gone: Int64 = 0
    /// Transactions committed.
    public var batches: Int64 = 0
    /// How long the last transaction took. Milliseconds.
    public var lastBatchMs: Int64?
    /// Records committed in Kafka and not yet in the database; nil where that is unknown.
    public var lag: Int64?
    /// What is in the way now; nil while running.
    public var problem: String?
}
