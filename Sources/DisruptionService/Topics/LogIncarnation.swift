import KafkaClient
import Wording

/// Which life of the entities log this is: 1 when it was made first, one more whenever it was made anew.
///
/// Versions of outputs begin at the incarnation × 2^40, so they go on rising when the log's offsets begin at 0 again.
/// It is a record with the key `incarnation` and an ASCII decimal value, in partition 0 of the compacted snapshots
/// topic.
public struct LogIncarnation: Sendable {
    /// The record's key.
    static let key = "incarnation"
    static let partition = SnapshotRecords.partition
    /// Bits of a version that an offset has below the incarnation: 2^23 incarnations of 2^40 records each.
    static let greatest: Int64 = (1 << 23) - 1

    private let connection: TopicsConnection
    private let topic: String

    /// - Parameter configuration: which cluster, and the name of the snapshots topic there.
    public init(_ configuration: Configuration) {
        self.init(TopicsConnection(configuration), topic: configuration.topics["iropsd.snapshots"])
    }

    init(_ connection: TopicsConnection, topic: String) {
        self.connection = connection
        self.topic = topic
    }

    /// What a person does to begin with empty states, so that versions of outputs go on rising.
    /// - Parameter setting: what to set before, with a comma and a space behind it.
    static func anew(_ setting: String = "") -> String {
        """
        stop all processes of the group, \(setting)delete iropsd.entities, never iropsd.snapshots (it keeps the \
        versions of outputs rising), run iropsd topics apply and start again. States are empty then, and inputs are \
        read on from where they were
        """
    }

    /// The incarnation in force; nil where none was ever written, which `iropsd topics apply` does.
    ///
    /// Reads partition 0 of the snapshots topic to its end as it was at the call.
    /// - Throws: `TopicsError` when the topic cannot be read, or the record is no incarnation.
    public func read(within limit: Duration = .seconds(60)) throws(TopicsError) -> Int64? {
        do {
            return try parse(newest(within: limit))
        } catch let error as KafkaError {
            throw connection.explain(error)
        } catch let error as TopicsError {
            throw error
        } catch {
            throw TopicsError("\(topic)/\(Self.partition): \(error)")
        }
    }

    /// Writes an incarnation and returns once every replica in step has it.
    /// - Parameter incarnation: at least 1, higher than any before.
    /// - Throws: `TopicsError` when that cannot be done in time; it may have been written all the same.
    public func write(_ incarnation: Int64, within limit: Duration = .seconds(30)) throws(TopicsError) {
        precondition((1...Self.greatest).contains(incarnation), "an incarnation is a number from 1 to 2^23 - 1")
        do throws(KafkaError) {
            var settings = connection.settings
            settings["enable.idempotence"] = "true"
            let producer = try Producer(settings: settings, hooks: connection.hooks)
            defer { producer.close(within: TopicsConnection.closeLimit) }
            _ = try producer.produce(
                topic: topic, partition: Self.partition, key: Array(Self.key.utf8),
                value: Array(String(incarnation).utf8))
            guard try producer.waitUntilDelivered(1, within: limit) else {
                throw KafkaError(code: .timedOut, operation: "write \(Self.key) to", subject: topic)
            }
        } catch {
            throw connection.explain(error)
        }
    }

    /// Which snapshots there are of the life in force; nil where no incarnation was ever written. Reads the partition
    /// once; records of snapshots are in no transaction.
    /// - Throws: `TopicsError` when the topic cannot be read, or the record is no incarnation.
    func history(within limit: Duration) throws(TopicsError) -> SnapshotHistory? {
        let own = Array(Self.key.utf8)
        let found: [[UInt8]: [UInt8]]
        do throws(KafkaError) {
            found = try SnapshotRecords(connection: connection, topic: topic)
                .newest(isolation: "read_uncommitted", within: limit) {
                    SnapshotKey.isManifest($0) || $0.elementsEqual(own)
                }
        } catch {
            throw connection.explain(error)
        }
        guard let incarnation = try parse(found[own]) else { return nil }
        var records = CatalogueRecords(of: UInt32(incarnation))
        for (key, value) in found {
            _ = key.withUnsafeBytes { key in value.withUnsafeBytes { records.apply(key: key, value: $0, offset: 0) } }
        }
        return records.history(isWhole: true)
    }

    /// The value of the last record with the key; nil where there is none, or a tombstone.
    private func newest(within limit: Duration) throws(KafkaError) -> [UInt8]? {
        let key = Array(Self.key.utf8)
        return try SnapshotRecords(connection: connection, topic: topic)
            .newest(isolation: "read_uncommitted", within: limit) { $0.elementsEqual(key) }[key]
    }

    /// The incarnation that the record's value tells; nil where it is none.
    static func parse(_ text: String) -> Int64? {
        guard let incarnation = Int64(text), (1...greatest).contains(incarnation) else { return nil }
        return incarnation
    }

    private func parse(_ value: [UInt8]?) throws(TopicsError) -> Int64? {
        guard let value else { return nil }
        let text = String(decoding: value.prefix(32), as: UTF8.self)
        guard let incarnation = Self.parse(text) else {
            throw TopicsError(
                """
                \(topic)/\(Self.partition): the record `\(Self.key)` holds \(QuotedText.of(text)), which is no number \
                from 1 to \(Self.greatest). Somebody else writes to this topic: give iropsd one of its own under \
                topics: in the configuration.
                """)
        }
        return incarnation
    }
}
