/// Every bound on reading history, with its unit and the reason for it.
public enum HistoryLimits {
    /// Bytes read from a file at once: large enough that zlib and the kernel are asked rarely, small enough for a
    /// cache.
    static let readBytes = 256 * 1024
    /// Bytes of one line; the published rows have under 700.
    public static let lineBytesMax = 64 * 1024
    /// Columns of a row; the published files have 110.
    static let columnsMax = 512
    /// Legs of an unordered file that are held at once, about 100 bytes each; a larger file is read several times.
    public static let heldLegsMax = 500_000
    /// Bad rows of a file that are kept with their reason; the rest are counted.
    public static let reportedRowsMax = 20
    /// Minutes that anything of a leg may lie before its scheduled departure: the earliest departures are 2 h early.
    static let earlyMinutesMax: Int64 = 12 * 60
    /// Minutes that anything of a leg may lie after its scheduled departure; the latest in 20 years are 3 days late.
    static let lateMinutesMax: Int64 = 4 * 24 * 60
    /// Minutes of a scheduled block; the longest flights take 19 h.
    static let blockMinutesMax: Int64 = 24 * 60
    /// Minutes of lead that the rules accept: with the two above it has to fit the ring of an event stream.
    public static let leadMinutesMax = 10 * 24 * 60
    /// Minutes that an event stream looks ahead, a power of two: more than lead and lateness together (16 days).
    static let ringMinutes = 32_768
}
