import KafkaClient
import WireFormat

/// Which life the log is in where the record of it is lost, as it is with the snapshots topic.
///
/// To begin with 1 again would let the versions of outputs fall, and readers and tables would keep what is old.
struct LostIncarnation {
    let connection: TopicsConnection
    /// `iropsd.entities` on the cluster; nil where it is to be made.
    let log: String?
    /// Topics with versions, as far as they are there.
    let outputs: [String]
    /// `iropsd.snapshots` on the cluster.
    let snapshots: String
    /// Where the group is in the log.
    let positions: [PartitionOffset]
    /// Versions of outputs begin at the incarnation times this.
    private static let versions = "2^40"

    /// That of the group's positions in the log; 1 where nothing was ever told.
    /// - Throws: `TopicsError` where something was told, in a life that cannot be known.
    func find(within limit: Duration) throws(TopicsError) -> Int64 {
        let lives = positions.filter { $0.partition.topic == log }
            .compactMap { $0.metadata.flatMap { LogPositionMetadata($0) }?.incarnation }
        if let life = lives.max() { return Int64(life) }
        var told: String?
        for topic in [log].compactMap({ $0 }) + outputs where told == nil {
            if try holdsRecords(topic, within: limit) { told = topic }
        }
        guard let told else { return 1 }
        let last = told == log ? "; delete \(told) too, whose state is lost" : ""
        throw TopicsError(
            """
            \(snapshots) has lost the record `\(LogIncarnation.key)`, and \(told) holds records: beginning at 1 again \
            would let the versions of outputs fall, and tables would keep what is old. Bring \(snapshots) back from a \
            copy; or give a life above all before with --incarnation N, where N - 1 is the highest version in \
            \(outputs.first ?? "disruption.events") divided by \(Self.versions) (SELECT max(version) / 1099511627776 \
            FROM iropsd.disruptions)\(last)
            """)
    }

    private func holdsRecords(_ topic: String, within limit: Duration) throws(TopicsError) -> Bool {
        do throws(KafkaError) {
            var settings = connection.settings
            settings["group.id"] = "iropsd-topics"
            let consumer = try Consumer(settings: settings, hooks: connection.hooks)
            defer { consumer.close(within: TopicsConnection.closeLimit) }
            let admin = try Admin(settings: connection.settings, hooks: connection.hooks)
            defer { admin.close(within: TopicsConnection.closeLimit) }
            let partitions = try admin.topics(timeout: limit)[topic]?.partitions.map { TopicPartition(topic, $0.id) }
            return try consumer.ranges(of: partitions ?? [], timeout: limit).values.contains { $0.high > 0 }
        } catch {
            throw connection.explain(error)
        }
    }
}
