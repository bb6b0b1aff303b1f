/// Why a snapshot cannot be restored. None of them is worth another try with the same bytes: the owner takes an older
/// snapshot, or reads the log.
public enum SnapshotError: Error, Equatable, Sendable {
    /// The bytes do not begin as a snapshot does.
    case noSnapshot
    /// Written by a newer build, in a format that this one does not know.
    case newerFormat(found: UInt16, known: UInt16)
    /// Written by an older build, in a format that this one no longer reads.
    case olderFormat(found: UInt16, known: UInt16)
    /// The bytes end within a part.
    case truncated(SnapshotSection)
    /// A part holds what no engine writes.
    case malformed(SnapshotSection)
    /// More entities than a partition remembers.
    case tooMany(SnapshotSection, count: Int, limit: Int)
    /// The state of another partition.
    case otherPartition(found: Int, expected: Int)
    /// The state by another incarnation of the log, whose offsets mean other records.
    case otherIncarnation(found: UInt32, expected: UInt32)
    /// The state of a partition among others: the partition count of a topic changed.
    case otherLayout(found: LogLayout, expected: LogLayout)
}

extension SnapshotError: CustomStringConvertible {
    /// What is wrong with the snapshot, to follow a name of it and a colon.
    public var description: String {
        switch self {
        case .noSnapshot: "its bytes are no snapshot"
        case .olderFormat(let found, let known):
            "it has format \(found), from an older build; this one knows format \(known)"
        case .newerFormat(let found, let known):
            "it has format \(found), from a newer build; this one knows formats up to \(known)"
        case .truncated(let section): "it ends within its \(section.name)"
        case .malformed(let section): "its \(section.name) cannot be: the bytes are damaged"
        case .tooMany(let section, let count, let limit):
            "it has \(count) \(section.name), of which a partition remembers \(limit) at the most"
        case .otherPartition(let found, let expected): "it is of partition \(found), not of \(expected)"
        case .otherIncarnation(let found, let expected):
            "it is of incarnation \(found) of the log, not of \(expected)"
        case .otherLayout(let found, let expected):
            "it is of topics with \(SnapshotError.text(found)) partitions, not with \(SnapshotError.text(expected))"
        }
    }

    /// `6, 8, 4 and 12`, in the order of the topics.
    private static func text(_ layout: LogLayout) -> String {
        "\(layout.flightEvents), \(layout.externalData), \(layout.passengerEvents) and \(layout.entities)"
    }
}
