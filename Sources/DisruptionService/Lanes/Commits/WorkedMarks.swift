import DisruptionCore
import WireFormat

/// What a mark says was worked on.
enum WorkedMark: Hashable, Sendable {
    /// Somebody has committed a position in this partition of the entities log; its value is the group's name.
    case entities(Int)
    /// Somebody has committed a position in this partition of an input topic; its value is the incarnation that the
    /// topic's records had then.
    case input(InputTopic, Int)
}

/// Tells a first start from one whose group has lost positions: records in the snapshots topic which stand in the very
/// transaction of a position, so there is one exactly where there was a commit, whatever crashed when.
///
/// Without them, the outputs of the whole log would be told again after the broker has forgotten the positions of a
/// group that was stopped for longer than `offsets.retention.minutes`, or under another `kafka.group_id`; and the
/// records of an input topic that was deleted, with the group's positions in it, and made anew would count as known.
struct WorkedMarks: Sendable {
    /// Log incarnation: in a log made anew nobody has worked.
    let incarnation: UInt32

    /// The key of a mark's record.
    func key(of mark: WorkedMark) -> [UInt8] {
        switch mark {
        case .entities(let partition): Array("worked/\(incarnation)/\(partition)".utf8)
        case .input(let topic, let partition): Array("worked/\(incarnation)/\(topic.name)/\(partition)".utf8)
        }
    }

    /// Which incarnation a record's key is about, and what it marks; nil for other records.
    static func parse(_ key: UnsafeRawBufferPointer) -> (incarnation: UInt32, mark: WorkedMark)? {
        let parts = key.prefix(64).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 3 || parts.count == 4, parts[0].elementsEqual("worked".utf8),
            let incarnation = DecimalText.parse(parts[1]).flatMap({ UInt32(exactly: $0) }),
            let partition = parts.last.flatMap({ DecimalText.parse($0) }), partition < SnapshotLimits.partitions
        else { return nil }
        if parts.count == 3 { return (incarnation, .entities(Int(partition))) }
        let topic = InputTopic.allCases.first { parts[2].elementsEqual("\($0.name)".utf8) }
        return topic.map { (incarnation, .input($0, Int(partition))) }
    }
}
