/// Every bound of a backtest, with its unit and the reason for it.
public enum BacktestLimits {
    /// Legs that are scored at once, about 100 bytes each: two and a half years of the US.
    public static let legsMax = 20_000_000
    /// Bytes of weather reports that are held: two years of the US, hourly.
    public static let weatherBytesMax = 512 * 1024 * 1024
    /// Bad lines of weather that are named; the rest are counted.
    public static let namedLinesMax = 20
    /// Entities partitions, and so threads, at the most: beyond them rounds cost more than they save.
    public static let partitionsMax = 8
    /// Batches between two threads: enough that neither waits for the other's moods.
    static let batchesMax = 8
    /// Events after which a batch of slices is handed over.
    static let batchEvents = 4096
    /// Slices after which one is, however empty.
    static let batchSlices = 512
    /// Days without an event that are passed minute by minute; after them time leaps to the next event. Everything is
    /// settled by then.
    static let silentDays: Int64 = 7
    /// Days of event time behind the last event: every day is over then and everything settled.
    static let settledDays: Int64 = 5
    /// Hours of them that go minute by minute, as if events were still to come; the rest goes by quarters of an hour.
    static let watchfulHours: Int64 = 24
    /// Versions about airports, airlines and networks that are kept for the report: a year of them.
    static let storiesMax = 1_000_000
}
