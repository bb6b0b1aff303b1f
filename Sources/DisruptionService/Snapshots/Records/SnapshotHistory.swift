package import WireFormat

/// What partition 0 of the snapshots topic said at one moment about one life of the log.
package struct SnapshotHistory: Sendable {
    /// Log incarnation that it is about.
    package let incarnation: UInt32
    /// By entities partition, the newest first; those that are only begun too.
    package var manifests: [Int: [SnapshotManifest]]
    /// By entities partition, the group that has committed a position there (`WorkedMarks`).
    package var worked: [Int: String]
    /// By input topic and partition, the incarnation that the topic had when somebody committed a position there.
    package var inputs: [InputTopic: [Int: UInt32]]
    /// Snapshots of earlier lives of the log, which nobody can use any more.
    package var former: [SnapshotManifest]
    /// False where a transaction is open in partition 0, as for a moment at the first commit of a partition: what
    /// stands behind it is not seen yet. Who misses something looks again then, before it gives up.
    package let isWhole: Bool

    package init(
        incarnation: UInt32, manifests: [SnapshotManifest] = [], worked: [Int: String] = [:],
        inputs: [InputTopic: [Int: UInt32]] = [:], former: [SnapshotManifest] = [], isWhole: Bool = true
    ) {
        self.isWhole = isWhole
        self.incarnation = incarnation
        self.manifests = Dictionary(grouping: manifests, by: \.key.partition)
            .mapValues { $0.sorted { $0.isNewer(than: $1) } }
        self.worked = worked
        self.inputs = inputs
        self.former = former
    }

    /// The first of these partitions of the log in which somebody has committed a position, and the group that did;
    /// nil where nobody has. A complete snapshot says so as much as a mark does.
    package func firstWorked(of partitions: [Int]) -> (partition: Int, group: String)? {
        for partition in partitions {
            if let group = worked[partition] { return (partition, group) }
            if let known = manifests[partition]?.first(where: { $0.state == .complete }) {
                return (partition, known.group)
            }
        }
        return nil
    }
}
