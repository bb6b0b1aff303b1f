/// The limits of the sink, each with its unit and its reason.
public struct SinkLimits: Sendable {
    /// Rows in one transaction. 5,000 rows of 1 KiB are merged in about 0.2 s, and larger batches are not faster.
    public var batchRowsMax = 5_000
    /// Bytes in one transaction: bounds memory where records are large (dead letters of up to 2 MiB).
    public var batchBytesMax = 8 * 1024 * 1024
    /// Longest time a row waits for others. Milliseconds: a reader of the tables does not notice 50.
    public var lingerMs = 50
    /// Time after which an idle sink speaks to the server. Milliseconds, well below `sessionIdleSecondsMax`.
    public var beatMs = 10_000
    /// Longest time between two looks at the lag. Milliseconds: a broker that has more does not say so by itself.
    public var lookMs = 500
    /// Silence after which the server ends the session of a sink, so that another can take over. Seconds.
    public var sessionIdleSecondsMax = 60
    /// Time after which the server ends a transaction whose sink is frozen. Seconds.
    public var transactionIdleSecondsMax = 10
    /// Longest wait for a lock, longer than a frozen transaction lasts. Seconds.
    public var lockSecondsMax = 12
    /// Longest statement, a COPY with all its rows included, as the server sees it. Seconds: a merge takes less than
    /// one, a slow network needs more for a batch of 8 MiB.
    public var statementSecondsMax = 60
    /// Longest silence of a server that is to answer, or to take a part of a COPY, until the connection counts as lost.
    /// Seconds, longer than a wait for a lock. The kernel's own limits do not see a proxy or a server process that
    /// answers no more and keeps its connection.
    public var silentSecondsMax = 20
    /// Connections that write at the same time, each other partitions.
    public var connections = 2
    /// First and longest pause between attempts to reach a database or broker that is away. Milliseconds.
    public var backoffMs: ClosedRange<Int> = 250...15_000
    /// Pause between looks whether the live sink is still there. Milliseconds.
    public var standbyMs = 2_000
    /// Pause after an error that a person has to mend. Milliseconds.
    public var blockedMs = 30_000
    /// Longest time that a stop waits for what is under way to the database. Milliseconds.
    public var stopMs = 2_000
    /// Time between two questions for the lag while nothing is written. Milliseconds.
    public var lagMs = 2_000
    /// Records of a partition from which on it is looked ahead before any is written: at 1,000 events/s some minutes of
    /// the database's absence. Fewer are written sooner than read twice.
    public var lookaheadFromRecords: Int64 = 50_000
    /// Longest stretch that is looked ahead at. Records: some seconds, in which nothing of its partition is written.
    public var lookaheadRecordsMax: Int64 = 2_000_000
    /// Keys that are remembered while looking ahead: some 100 bytes each.
    public var lookaheadKeysMax = 300_000
    /// What the Kafka client fetches ahead, per partition. KiB.
    public var prefetchKiB = 2_048
    /// Longest wait for an answer of the broker. Milliseconds.
    public var brokerMs = 2_000

    /// The defaults.
    public init() {}
}
