/// Which snapshots a partition can be restored from.
package enum SnapshotChoice {
    /// The snapshots from which the state at the committed position can be had again: complete, not beyond that
    /// position, and with all of the log behind them. The newest first, which leaves the least to replay; each one
    /// after it is for the case that the one before is broken.
    ///
    /// One beyond the committed position is never among them: what it holds was told to nobody, or was told by somebody
    /// whose positions the group has lost.
    /// - Parameters:
    ///   - committed: the group's position in the partition; a partition without one begins anew, or not at all.
    ///   - logStart: the first offset that the partition still has.
    package static func candidates(
        _ history: SnapshotHistory, partition: Int, atOrBelow committed: Int64, logStart: Int64 = 0
    ) -> [SnapshotManifest] {
        (history.manifests[partition] ?? []).filter {
            $0.state == .complete && $0.key.position <= committed && $0.key.position >= logStart
        }
    }
}
