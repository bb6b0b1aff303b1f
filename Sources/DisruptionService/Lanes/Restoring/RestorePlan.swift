import DisruptionCore
import KafkaClient
import WireFormat

/// Where the state of an entities partition comes from when a lane takes it over: a snapshot and the records behind it,
/// or the whole log. Nothing else will do: who goes on from an unknown place loses or doubles in silence.
struct RestorePlan {
    /// Snapshots to begin at, the best first; each after it is for the case that the one before is broken.
    var candidates: [SnapshotManifest]
    /// The log is there from its first record, and can be worked through as it was.
    let canReplayAll: Bool

    /// - Parameters:
    ///   - committed: the group's position; without a number where there is none.
    ///   - range: the offsets that the log has.
    ///   - acceptsOtherRules: an operator takes it on him that records are worked on by other rules than they were.
    /// - Throws: what keeps the partition from being taken over.
    init(
        _ partition: Int, committed: PartitionOffset?, range: OffsetRange, history: SnapshotHistory, groupID: String,
        rules: Int64 = PartitionEngine.rules, acceptsOtherRules: Bool = false
    ) throws(LaneFailure.Cause) {
        let manifests = history.manifests[partition] ?? []
        guard let position = committed?.offset.number else {
            if range.count > 0 || range.low > 0, let found = history.firstWorked(of: [partition]) {
                throw .positionLost(partition: partition, group: groupID, former: found.group)
            }
            guard range.low == 0 else { throw .truncated(partition: partition, low: range.low, committed: nil) }
            (candidates, canReplayAll) = ([], true)
            return
        }
        let metadata = committed?.metadata.flatMap { LogPositionMetadata($0) }
        if let metadata, metadata.incarnation != history.incarnation {
            throw .otherLog(partition: partition, of: metadata.incarnation, found: history.incarnation)
        }
        guard position <= range.high else {
            throw .behindEnd(partition: partition, committed: position, end: range.high)
        }
        let usable = SnapshotChoice.candidates(
            history, partition: partition, atOrBelow: position, logStart: range.low)
        let isByOtherRules = metadata.map { $0.rules != rules } ?? false
        candidates = usable.filter {
            $0.key.position == position || acceptsOtherRules || !isByOtherRules && $0.rules == rules
        }
        canReplayAll =
            range.low == 0
            && (acceptsOtherRules || !isByOtherRules && manifests.allSatisfy { $0.rules == rules })
        guard candidates.isEmpty, !canReplayAll else { return }
        if isByOtherRules || !usable.isEmpty {
            let former = metadata.flatMap { $0.rules != rules ? $0.rules : nil } ?? usable.first?.rules
            throw .otherRules(partition: partition, of: former ?? 0)
        }
        throw .truncated(partition: partition, low: range.low, committed: position)
    }

    /// The offset at which reading begins.
    var start: Int64 { candidates.first?.key.position ?? 0 }
}
