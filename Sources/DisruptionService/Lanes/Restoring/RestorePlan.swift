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
    /// The offset from which on this build's rules have been in force; nil where others are, or nobody knows.
    private let ownRulesSince: Int64?

    /// - Parameters:
    ///   - committed: the group's position; without a number where there is none.
    ///   - range: the offsets that the log has.
    ///   - rules: those of this build.
    ///   - acceptsOtherRules: an operator takes it on him that records are worked on by other rules than they were.
    /// - Throws: what keeps the partition from being taken over.
    init(
        _ partition: Int, committed: PartitionOffset?, range: OffsetRange, history: SnapshotHistory, groupID: String,
        rules: Int64, acceptsOtherRules: Bool = false
    ) throws(LaneFailure.Cause) {
        guard let position = committed?.offset.number else {
            if let found = history.firstWorked(of: [partition]) {
                // The first that is written there is the configuration, right behind the first position.
                if range.high == 0 { throw .remade(partition: partition) }
                throw .positionLost(partition: partition, group: groupID, former: found.group)
            }
            guard range.low == 0 else { throw .truncated(partition: partition, low: range.low, committed: nil) }
            (candidates, canReplayAll, ownRulesSince) = ([], true, 0)
            return
        }
        let held = committed?.metadata.flatMap { LogPositionMetadata($0) }
        if let held, held.incarnation != history.incarnation {
            throw .otherLog(partition: partition, of: held.incarnation, found: history.incarnation)
        }
        guard position <= range.high else {
            throw .behindEnd(partition: partition, committed: position, end: range.high)
        }
        let usable = SnapshotChoice.candidates(
            history, partition: partition, atOrBelow: position, logStart: range.low)
        let areOther = held.map { $0.rules != rules } ?? false
        let since = areOther ? nil : held?.rulesSince
        let isLeftWhole = held.map { history.isLeftWhole(partition, at: position, $0) } ?? false
        candidates = usable.filter { one in
            if acceptsOtherRules { return true }
            if areOther { return isLeftWhole && one.key.position == position }
            if one.key.position == since { return true }
            return one.rules == rules && one.key.position > since ?? -1
        }
        let isOwnFromTheStart = since.map { $0 == 0 } ?? history.areAll(of: partition, by: rules)
        canReplayAll =
            range.low == 0
            && (acceptsOtherRules || (areOther ? isLeftWhole && position == 0 : isOwnFromTheStart))
        ownRulesSince = since
        guard candidates.isEmpty, !canReplayAll else { return }
        if areOther || !usable.isEmpty {
            let former = held.flatMap { $0.rules != rules ? $0.rules : nil } ?? usable.first?.rules
            throw .otherRules(partition: partition, of: former ?? 0, own: rules)
        }
        throw .truncated(partition: partition, low: range.low, committed: position)
    }

    /// The offset at which reading begins.
    var start: Int64 { candidates.first?.key.position ?? 0 }

    /// The offset from which on this build's rules are in force once the partition is restored as planned.
    var rulesSince: Int64 {
        guard let since = ownRulesSince, since <= start else { return start }
        return since
    }

    /// Whether a state that a standby has kept since `position` may be gone on with.
    func canGoOn(from position: Int64) -> Bool { ownRulesSince.map { position >= $0 } ?? false }
}

extension SnapshotHistory {
    /// Whether a partition was left so that a build with other rules can go on with it: nobody has worked on what lies
    /// beyond the position, and the state at it is there.
    func isLeftWhole(_ partition: Int, at position: Int64, _ held: LogPositionMetadata) -> Bool {
        held.isClean
            && (position == 0
                || manifests[partition]?.contains { $0.state == .complete && $0.key.position == position } ?? false)
    }

    /// Whether all snapshots of a partition were come to by these rules.
    fileprivate func areAll(of partition: Int, by rules: Int64) -> Bool {
        manifests[partition]?.allSatisfy { $0.rules == rules } ?? true
    }
}
