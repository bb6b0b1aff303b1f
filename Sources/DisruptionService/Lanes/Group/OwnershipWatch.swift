import KafkaClient

/// Finds partitions that the group has given to nobody, and says who has to join anew to mend it.
///
/// A static member that dies in the middle of a cooperative rebalance, after it was asked to give partitions up and
/// before it did, comes back to what it was to keep, without another rebalance. What it was to give up stays without an
/// owner until somebody joins or leaves, and all watermarks wait for it. A live member that is asked does it within
/// seconds; so what stays without an owner for longer is stranded.
struct OwnershipWatch {
    private let expected: Set<TopicPartition>
    private var stranded: Set<TopicPartition> = []
    private var sinceMs: Int64 = 0

    /// - Parameter expected: every partition that some member has to own.
    init(expected: Set<TopicPartition>) { self.expected = expected }

    /// Looks at the group once; looks follow each other at short intervals.
    /// - Parameter nowMs: monotonic.
    /// - Returns: the static member that has to leave and join anew, the one that gives up the least; nil while nothing
    ///   is to be done. It is named once; then time runs anew.
    mutating func look(at group: GroupDescription, nowMs: Int64) -> String? {
        let missing = group.isStable ? expected.subtracting(group.members.flatMap(\.partitions)) : []
        guard !missing.isEmpty, missing == stranded else {
            stranded = missing
            sinceMs = nowMs
            return nil
        }
        guard nowMs - sinceMs >= LaneLimits.strandedMs else { return nil }
        sinceMs = nowMs
        let statics = group.members.compactMap { member in
            member.instance.map { (count: member.partitions.count, name: $0) }
        }
        return statics.min { $0 < $1 }?.name
    }
}
