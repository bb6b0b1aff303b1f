/// Which snapshot: of which life of the log, of which partition, at which position, and by whom.
///
/// Every snapshot has a writer of its own, so no record is ever written over by somebody else's: the one that
/// compaction keeps is the writer's last.
package struct SnapshotKey: Sendable, Hashable {
    /// Log incarnation.
    package let incarnation: UInt32
    /// Partition of `iropsd.entities`.
    package let partition: Int
    /// The next offset to read of that partition: the state holds everything below.
    package let position: Int64
    /// Unique for each snapshot that was ever taken: letters, digits, `-` and `.`.
    package let writer: String

    package init(incarnation: UInt32, partition: Int, position: Int64, writer: String) {
        self.incarnation = incarnation
        self.partition = partition
        self.position = position
        self.writer = writer
    }

    /// The key of the manifest's record.
    package var manifest: [UInt8] { Array("\(Self.manifestName)/\(path)".utf8) }

    /// The key of a chunk's record.
    package func chunk(_ number: Int) -> [UInt8] { Array("\(Self.chunkName)/\(path)/\(number)".utf8) }

    private var path: String { "\(incarnation)/\(partition)/\(position)/\(writer)" }

    private static let manifestName = "manifest"
    private static let chunkName = "chunk"

    /// Which partition of the snapshots topic the chunks go to: any but 0, which is read at every start, where there
    /// are others.
    /// - Parameter topicPartitions: how many the topic has.
    package func chunkPartition(of topicPartitions: Int) -> Int32 {
        topicPartitions > 1 ? Int32(partition % (topicPartitions - 1) + 1) : 0
    }

    /// Whether these bytes begin like the key of a manifest.
    package static func isManifest(_ key: UnsafeRawBufferPointer) -> Bool {
        key.starts(with: "\(manifestName)/".utf8)
    }

    /// Reads the key of a manifest; nil where it is none.
    package init?(manifest key: UnsafeRawBufferPointer) {
        guard key.count <= SnapshotLimits.keyBytes, Self.isManifest(key) else { return nil }
        let parts = key.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 5, let incarnation = DecimalText.parse(parts[1]).flatMap({ UInt32(exactly: $0) }),
            let partition = DecimalText.parse(parts[2]), partition < SnapshotLimits.partitions,
            let position = DecimalText.parse(parts[3]), Self.isWriter(parts[4])
        else { return nil }
        self.init(
            incarnation: incarnation, partition: Int(partition), position: position,
            writer: String(decoding: parts[4], as: UTF8.self))
    }

    private static func isWriter(_ text: some Collection<UInt8>) -> Bool {
        (1...100).contains(text.count) && text.allSatisfy { $0.isAsciiLetterOrDigit || $0 == 0x2D || $0 == 0x2E }
    }
}

/// Numbers as this project writes them: decimal digits, nothing else, no zero in front.
enum DecimalText {
    /// nil for what is none, or beyond 2^53 - 1, which no offset, size or time comes to.
    static func parse(_ text: some Collection<UInt8>) -> Int64? {
        guard (1...16).contains(text.count), text.first != 0x30 || text.count == 1 else { return nil }
        var number: Int64 = 0
        for byte in text {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int64(byte - 0x30)
        }
        return number < 1 << 53 ? number : nil
    }
}
