/// When the next snapshot of a partition is due. Times and sizes come in as parameters.
package struct SnapshotSchedule: Sendable, Equatable {
    /// Between two snapshots of a partition, ms.
    package let intervalMs: Int64
    /// Bytes of log after which one is due earlier: that much must be replayed after a restart.
    package let logBytes: Int64

    package init(intervalSeconds: Int, logMegabytes: Int) {
        intervalMs = Int64(intervalSeconds) * 1000
        logBytes = Int64(logMegabytes) << 20
    }

    /// Whether it is time.
    /// - Parameters:
    ///   - sinceMs: since the last one was begun, or since the partition was taken over less `headStartMs`.
    ///   - logBytes: bytes of the partition's log that were processed since the last one; without any its state is the
    ///     same.
    package func isDue(sinceMs: Int64, logBytes: Int64) -> Bool {
        guard logBytes > 0 else { return false }
        if sinceMs >= intervalMs { return true }
        return logBytes >= self.logBytes && sinceMs >= min(intervalMs, SnapshotLimits.leastIntervalMs)
    }

    /// How much sooner the first snapshot of a partition is due after it was taken over, ms: so that those of a lane,
    /// which it took over together, do not come together ever after.
    package func headStartMs(of partition: Int, among partitions: Int) -> Int64 {
        intervalMs * Int64(partition % max(1, partitions)) / Int64(max(1, partitions))
    }
}
