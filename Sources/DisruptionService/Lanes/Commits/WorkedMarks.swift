import DisruptionCore

/// Tells a first start from one whose group has lost its positions: a record for each partition of the entities log
/// that says that somebody has committed a position in it. It stands in the snapshots topic, in the very transaction
/// of that position, so there is one exactly where there was a commit, whatever crashed when.
///
/// Without it, the outputs of the whole log would be told again after the broker has forgotten the positions of a group
/// that was stopped for longer than `offsets.retention.minutes`, or under another `kafka.group_id`.
struct WorkedMarks: Sendable {
    /// The group, which is the record's value.
    let groupID: String
    /// Log incarnation: in a log made anew nobody has worked.
    let incarnation: UInt32

    /// The key of a partition's record.
    func key(of partition: Int) -> [UInt8] { Array("worked/\(incarnation)/\(partition)".utf8) }

    /// Which incarnation and partition a record's key is about; nil for other records.
    static func parse(_ key: UnsafeRawBufferPointer) -> (incarnation: UInt32, partition: Int)? {
        let parts = key.prefix(40).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].elementsEqual("worked".utf8),
            let incarnation = DecimalText.parse(parts[1]).flatMap({ UInt32(exactly: $0) }),
            let partition = DecimalText.parse(parts[2]), partition < SnapshotLimits.partitions
        else { return nil }
        return (incarnation, Int(partition))
    }
}
