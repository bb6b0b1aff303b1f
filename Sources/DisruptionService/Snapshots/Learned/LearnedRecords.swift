import DisruptionCore
import KafkaClient

/// Learned files in partition 0 of the snapshots topic, in parts, under their hash: what the log names is found there
/// when the file itself is gone.
struct LearnedRecords: Sendable {
    private let connection: TopicsConnection
    private let topic: String

    /// - Parameter configuration: which cluster, and the name of the snapshots topic there.
    init(_ configuration: Configuration) {
        self.init(TopicsConnection(configuration), topic: configuration.topics["iropsd.snapshots"])
    }

    init(_ connection: TopicsConnection, topic: String) {
        self.connection = connection
        self.topic = topic
    }

    /// Writes a file's bytes, unless they are there, and returns once every replica in step has them.
    /// - Returns: whether they had to be written.
    /// - Throws: when the topic cannot be read or written in time.
    func keep(_ input: LearnedInput, within limit: Duration = .seconds(30)) throws(KafkaError) -> Bool {
        if try find(input.file.hash, within: limit) != nil { return false }
        var settings = connection.settings
        settings["enable.idempotence"] = "true"
        settings["message.max.bytes"] = "1048576"
        settings.setDefault("compression.codec", "lz4")
        let producer = try Producer(settings: settings, hooks: connection.hooks)
        defer { producer.close(within: TopicsConnection.closeLimit) }
        let parts = Self.parts(input)
        for (key, value) in parts {
            _ = try producer.produce(topic: topic, partition: SnapshotRecords.partition, key: key.bytes, value: value)
        }
        guard try producer.waitUntilDelivered(parts.count, within: limit) else {
            throw KafkaError(code: .timedOut, operation: "write learned file to", subject: topic)
        }
        return true
    }

    /// Reads a file; nil where it is not there as a whole, or damaged.
    func find(_ hash: UInt64, within limit: Duration = .seconds(30)) throws(KafkaError) -> LearnedFile? {
        let found = try SnapshotRecords(connection: connection, topic: topic)
            .newest(isolation: "read_uncommitted", within: limit) { LearnedPartKey($0)?.hash == hash }
        return Self.file(hash, found)
    }

    /// The records of a file.
    static func parts(_ input: LearnedInput) -> [(key: LearnedPartKey, value: [UInt8])] {
        let count = (input.bytes.count + SnapshotLimits.chunkBytes - 1) / SnapshotLimits.chunkBytes
        return (0..<count).map { number in
            let start = number * SnapshotLimits.chunkBytes
            let end = min(start + SnapshotLimits.chunkBytes, input.bytes.count)
            return (
                LearnedPartKey(hash: input.file.hash, number: number, count: count), Array(input.bytes[start..<end])
            )
        }
    }

    /// The file of some records, which may hold anything.
    static func file(_ hash: UInt64, _ records: [[UInt8]: [UInt8]]) -> LearnedFile? {
        let counts = Set(records.keys.compactMap { LearnedPartKey($0)?.count }).sorted()
        for count in counts {
            let parts = (0..<count).compactMap { records[LearnedPartKey(hash: hash, number: $0, count: count).bytes] }
            guard parts.count == count else { continue }
            let bytes = Array(parts.joined())
            guard bytes.withUnsafeBytes({ LearnedFile.hash(of: $0) }) == hash else { continue }
            if let input = try? LearnedInput(bytes: bytes) { return input.file }
        }
        return nil
    }
}
