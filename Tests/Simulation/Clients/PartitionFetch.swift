import KafkaClient

/// What a consumer has fetched of one partition and not handed over yet.
struct PartitionFetch {
    enum Item {
        case record(Int64)
        case end(Int64)
        /// The log begins later.
        case outOfRange(Int64)
    }

    private(set) var items: [Item] = []
    private var handed = 0
    /// Next offset to fetch.
    private(set) var position: Int64
    /// The high watermark of the last fetch; nil before the first.
    private(set) var high: Int64?
    /// The end that was told last.
    private var toldEnd: Int64 = -1
    private var nextAtMs: Int64 = 0

    init(position: Int64) { self.position = position }

    var isEmpty: Bool { handed == items.count }

    mutating func take() -> Item? {
        guard handed < items.count else { return nil }
        handed += 1
        return items[handed - 1]
    }

    /// Asks for more, when the answer to the last request has come.
    /// - Parameters:
    ///   - most: records at the most.
    ///   - nextInMs: how long the next answer takes.
    /// - Returns: when it is worth asking again, where the answer is still on its way.
    mutating func fetch(_ log: PartitionLog, nowMs: Int64, most: Int, nextInMs: Int64) -> Int64? {
        guard isEmpty else { return nil }
        if nowMs < nextAtMs { return nextAtMs - nowMs }
        items.removeAll(keepingCapacity: true)
        handed = 0
        nextAtMs = nowMs + nextInMs
        high = log.end
        let limit = log.stableEnd
        if position < log.start {
            items.append(.outOfRange(position))
            return nextInMs
        }
        if position >= limit {
            if toldEnd != position {
                toldEnd = position
                items.append(.end(position))
            }
            return items.isEmpty ? nil : nextInMs
        }
        while position < limit, items.count < most {
            if log.isVisible(position) { items.append(.record(position)) }
            position += 1
        }
        return nextInMs
    }
}
