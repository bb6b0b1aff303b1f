/// What a queue's level needs to know of a record: where it stood and how many bytes of key and value it had.
struct DrainedRecord {
    let offset: Int64
    let bytes: Int
}

/// Watches one partition's queue for the sign that fetching has stopped: it was drained from full to empty and nothing
/// arrived meanwhile.
struct QueueLevel {
    /// Messages left after the last drain, as far as seen from here.
    private var left = 0
    private var bytesSinceArrival = 0
    /// The next offset to read; negative before the first record.
    private var position: Int64 = -1
    private var restartedAt: Int64 = -1

    mutating func willDrain(waiting: Int) {
        if waiting > left { bytesSinceArrival = 0 }
        left = waiting
    }

    /// Nil for an error or an end of partition that stood between the records.
    mutating func drained(_ record: DrainedRecord?) {
        left -= 1
        guard let record else { return }
        position = record.offset + 1
        bytesSinceArrival += record.bytes
    }

    /// Called when the queue is empty: the next offset to fetch when fetching has stopped, once for each position.
    mutating func takeStall(limitBytes: Int) -> Int64? {
        guard bytesSinceArrival >= limitBytes / 2, position >= 0, position != restartedAt else { return nil }
        restartedAt = position
        bytesSinceArrival = 0
        return position
    }
}
