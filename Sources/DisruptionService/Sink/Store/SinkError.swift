/// Why this sink may not write, though the database works.
public enum SinkError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Another sink holds the lock and is alive: this one stands by.
    case standingBy(holder: String)
    /// Another sink took over: this one's epoch is out of date.
    case fenced(epoch: Int64, current: Int64, holder: String)

    /// What happened; nothing needs to be done.
    public var description: String {
        switch self {
        case .standingBy(let holder):
            "the sink \(holder) is writing; this one stands by"
        case .fenced(let epoch, let current, let holder):
            "the sink \(holder) took over: epoch \(current) is newer than \(epoch). Nothing was written"
        }
    }
}
