/// One share's batches: the one that is being filled, and whether one before it is under way to the database.
struct SinkShare {
    /// What was taken out of Kafka and is not yet given to the store.
    var batch = SinkBatch()
    /// How long the last batch took. Milliseconds.
    private(set) var lastBatchMs: Int64?
    private var clock: SinkClock
    /// Where the batch that is under way brings its sources.
    private var writing: [SinkSource: Int64]?
    private var beganMs: Int64 = 0

    /// - Parameter nowMs: the server was spoken to just now.
    init(nowMs: Int64, limits: SinkLimits) {
        clock = SinkClock(nowMs: nowMs, limits: limits)
    }

    var isWriting: Bool { writing != nil }
    /// True where nothing was taken out that is not in the database.
    var isAtRest: Bool { batch.isEmpty && writing?.isEmpty ?? true }

    /// What to do next.
    mutating func next(_ level: SinkClock.Level, isLast: Bool, nowMs: Int64) -> SinkClock.Action {
        clock.next(batchIsEmpty: batch.isEmpty, level, isBusy: isWriting, isLast: isLast, nowMs: nowMs)
    }

    /// The batch goes to the store.
    mutating func writes(nowMs: Int64) {
        writing = batch.positions
        beganMs = nowMs
        clock.began()
    }

    /// It is in the database.
    ///
    /// - Returns: how far it brought its sources.
    mutating func wrote(nowMs: Int64) -> [SinkSource: Int64] {
        let positions = writing ?? [:]
        if !positions.isEmpty { lastBatchMs = nowMs - beganMs }
        writing = nil
        clock.spoke(nowMs: nowMs)
        return positions
    }
}
