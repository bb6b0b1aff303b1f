/// Which snapshots of a partition nobody needs any more, and how much of its log.
///
/// The newest two that can be used stay, because the newest may turn out to be broken. What comes after the second of
/// them goes, and so does the log below its position. What was only begun goes when it is older than the newest: its
/// writer has died, or was outlived.
///
/// Who may do it. In the end anybody, a process that was frozen and wakes up long after its partitions went to others
/// included, because this rule harms nothing however old the view is that it is applied to. Take all manifests that
/// were ever complete, in the order of `SnapshotManifest.isNewer`, which never changes. A view is some of them: what
/// was written later is missing in it, and what was removed already. Among fewer, the second place goes to the same
/// one or to an older one. So whatever is removed has two newer ones besides it, which no view removes either; and as
/// more are written, the two only become newer ones. Judging that one is broken makes a view smaller, no more. The log
/// is deleted below the position of a second place, thus never above what both of the newest two need. That owners
/// remove only of partitions which they hold saves work; nothing rests on it.
///
/// A manifest is completed by a writer whose lane knows for certain that the position was committed, so every complete
/// one is at or below the committed position, for ever, since positions never go back. One that a frozen writer
/// completes late is right as well: the state at a position of the log is a pure function of the log below it, whoever
/// works it out. If the writer never learned that its position was committed, the manifest stays begun, and nobody uses
/// it. One that was removed as begun and is completed all the same lacks its chunks: a writer looks whether its own
/// begun one still stands, and the loader finds out where it lost that race.
package enum SnapshotRetention {
    /// What to do.
    package struct Plan: Sendable, Equatable {
        /// Of these the chunks are removed, then the manifest.
        package var removed: [SnapshotManifest] = []
        /// Below this offset the partition's log is not needed any more; nil while nothing of it may go.
        package var logStart: Int64?
    }

    /// - Parameters:
    ///   - history: of the log's life in force.
    ///   - isUsable: false for those that are known to be broken or are of a newer format: they are not counted among
    ///     the two, and stay until they are older than both.
    ///   - isPending: whether it is under way in this very process.
    package static func plan(
        _ history: SnapshotHistory, partition: Int, isUsable: (SnapshotManifest) -> Bool = { _ in true },
        isPending: (SnapshotKey) -> Bool = { _ in false }
    ) -> Plan {
        let all = (history.manifests[partition] ?? []).sorted { $0.isNewer(than: $1) }
        let kept = all.filter { $0.state == .complete && isUsable($0) }.prefix(SnapshotLimits.kept)
        // An earlier life of the log cannot come back: the incarnation only rises. A later one is none of our business.
        var plan = Plan(removed: history.former.filter { $0.key.partition == partition })
        guard let newest = kept.first else { return plan }
        let last = kept.count == SnapshotLimits.kept ? kept.last : nil
        for manifest in all {
            switch manifest.state {
            case .complete: if last?.isNewer(than: manifest) == true { plan.removed.append(manifest) }
            case .begun:
                if manifest.key.position < newest.key.position, !isPending(manifest.key) {
                    plan.removed.append(manifest)
                }
            }
        }
        plan.logStart = last?.key.position
        return plan
    }
}
