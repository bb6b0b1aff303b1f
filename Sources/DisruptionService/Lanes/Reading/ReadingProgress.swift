import DisruptionCore

/// How far the reading of an input partition has come: its own queue, and what the client knows of the broker's.
///
/// There are three ends of a partition. Up to the last stable one records can be read; the client tells by an
/// end-of-partition event when it is there. Behind it, up to the high watermark, stands what an open transaction has
/// written: it can come still, with an event time of long ago. Both are known from the last fetch, without asking.
struct ReadingProgress: Sendable {
    /// Next offset to read.
    private(set) var position: Int64
    /// The client has told that nothing behind `position` can be read; until it reads a record.
    private(set) var isAtEnd = false
    /// The last drain found less than it asked for.
    private(set) var isDry = true
    /// Next offset to be written, as last heard.
    private var end: Int64
    /// When the queue was found empty, with nothing since; nil while it gives records.
    private var emptySinceMs: Int64?
    private var lastRecordMs: Int64
    /// Since when an open transaction stands at `position`; nil while none does.
    private var openSinceMs: Int64?
    /// The clock as read at the last look that found the partition read to its end.
    private var proven: Instant?

    /// - Parameters:
    ///   - end: the end when the partition was taken over.
    ///   - nowMs: monotonic.
    init(position: Int64, end: Int64, nowMs: Int64) {
        self.position = position
        self.end = end
        lastRecordMs = nowMs
    }

    /// A record was read.
    mutating func read(_ offset: Int64) {
        position = offset + 1
        isAtEnd = false
        openSinceMs = nil
        proven = nil
    }

    /// Nothing before `end` is left to read: `end` lies behind the last record and the markers of transactions after
    /// it.
    mutating func reachEnd(_ end: Int64) {
        position = max(position, end)
        isAtEnd = true
    }

    /// The queue gave so many messages, and was allowed to give `most`.
    /// - Parameter high: the high watermark of the last fetch; nil before the first.
    mutating func noteDrain(_ taken: Int, of most: Int, high: Int64?, nowMs: Int64) {
        isDry = taken < most
        if let high { end = max(end, high) }
        if taken > 0 {
            lastRecordMs = nowMs
            emptySinceMs = nil
        } else if emptySinceMs == nil {
            emptySinceMs = nowMs
        }
    }

    /// Whether there are records that can be read, here or at the broker.
    var hasUnread: Bool { !isDry || !isAtEnd && position < end }

    /// Whether others that are ahead have to wait: not for one whose records have not come for long.
    func holdsBack(nowMs: Int64) -> Bool {
        hasUnread && (emptySinceMs.map { nowMs - $0 < LaneLimits.alignmentPatienceMs } ?? true)
    }

    /// Whether it may have been read to its end for long enough to follow the clock: worth asking the broker.
    func isQuiet(nowMs: Int64) -> Bool { isDry && isAtEnd && nowMs - lastRecordMs >= LaneLimits.idleAfterMs }

    /// What the broker answered to a quiet partition: whether it may follow the clock, and to when.
    ///
    /// What the high watermark says is as old as the last fetch; so the clock that it vouches for is the one read at
    /// the look before. An open transaction holds the clock back, but not for longer than brokers let one be open.
    /// - Parameters:
    ///   - stableEnd: asked after `clock` was read.
    ///   - high: the high watermark of the last fetch.
    /// - Returns: the clock to follow; nil when there is, or may be, something to read.
    mutating func prove(stableEnd: Int64, high: Int64, clock: Instant, nowMs: Int64) -> Instant? {
        guard stableEnd <= position else {
            proven = nil
            return nil
        }
        if high <= position {
            openSinceMs = nil
        } else {
            let since = openSinceMs ?? nowMs
            openSinceMs = since
            guard nowMs - since >= LaneLimits.openTransactionMs else {
                proven = nil
                return nil
            }
        }
        defer { proven = clock }
        return proven
    }

    /// Whether an open transaction has been waited for in vain.
    func hasGivenUpOnTransaction(nowMs: Int64) -> Bool {
        openSinceMs.map { nowMs - $0 >= LaneLimits.openTransactionMs } ?? false
    }
}
