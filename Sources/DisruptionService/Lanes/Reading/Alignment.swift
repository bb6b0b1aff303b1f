import DisruptionCore

/// Keeps input partitions together in event time: one that runs far ahead of the slowest with unread records waits.
enum Alignment {
    /// Event time beyond which a partition is not read for now.
    ///
    /// A partition of which nothing has been read, though it has records, may be as slow as any: until it is heard of
    /// the others wait. One whose records do not come, because its broker is away, holds nobody back for long.
    /// - Parameters:
    ///   - newest: the highest event time read of a partition; `distantPast` before the first.
    ///   - holdsBack: whether it has unread records that are on their way.
    ///   - aheadMs: how far a partition may run ahead.
    static func bound(
        of partitions: some Sequence<(newest: Instant, holdsBack: Bool)>, aheadMs: Int64 = LaneLimits.alignmentMs
    ) -> Instant {
        var slowest = Instant.distantFuture
        for partition in partitions where partition.holdsBack { slowest = min(slowest, partition.newest) }
        return slowest == .distantFuture || slowest == .distantPast ? slowest : slowest.adding(ms: aheadMs)
    }
}
