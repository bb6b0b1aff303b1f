/// Every bound on what is learned, with its unit and the reason for it.
public enum LearnedLimits {
    /// Bytes of a file: what ten times the carriers of the US would need.
    public static let fileBytesMax = 16 << 20
    /// Rows of a file; a month of the US teaches some 33,000.
    public static let rowsMax = 400_000
    /// Bytes of a line: the longest row has under 60, comments name files.
    public static let lineBytesMax = 1024
    /// Comment lines that are kept.
    public static let commentsMax = 100
    /// Thousandths of a minute, a day: no turn, gain or delay that is learned is longer.
    public static let minutesMax: Int32 = 1_440_000
    /// Movements an hour: more than any airport has.
    public static let movementsMax: Int32 = 511
    /// Millionths: shares by habit can exceed one another, never by as much.
    public static let reportedMax: Int32 = 10_000_000
    /// Thousandths of a minute, 100 days: margins are held within, so that no sum of them overflows.
    public static let marginMax = 144_000_000
}
