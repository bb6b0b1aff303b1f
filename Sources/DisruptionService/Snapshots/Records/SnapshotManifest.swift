package import DisruptionCore

/// What a reader must know of a snapshot before it reads it.
///
/// Its record is written twice under one key: `begun` before the first chunk, so that the chunks of a writer that died
/// are found and removed, and `complete` when all chunks are acknowledged and the group has committed the position.
/// So a complete one speaks of a position that was committed, whoever wrote it and however late.
package struct SnapshotManifest: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        /// Chunks are on their way, or their writer has died. Can become `complete`, or be removed.
        case begun
        /// It can be restored from.
        case complete
    }

    /// Where a chunk stands in the chunks' partition, and what it must be.
    package struct Chunk: Sendable, Equatable {
        package let offset: Int64
        package let bytes: Int
        /// XXH3, 64 bits.
        package let checksum: UInt64

        package init(offset: Int64, bytes: Int, checksum: UInt64) {
            self.offset = offset
            self.bytes = bytes
            self.checksum = checksum
        }
    }

    package let key: SnapshotKey
    package var state: State
    /// The consumer group that has committed the position.
    package let group: String
    /// Format of the bytes.
    package let format: Int64
    /// `PartitionEngine.rules` of the build that came to this state.
    package let rules: Int64
    /// Version of that build, for a person.
    package let build: String
    /// Wall clock, ms since 1970.
    package let takenAtMs: Int64
    package let entities: Int
    /// Bytes of the state; all chunks but the last have `SnapshotLimits.chunkBytes` of them.
    package let bytes: Int
    /// Partition of the snapshots topic that has the chunks.
    package let chunkPartition: Int32
    /// XXH3 of the whole, 64 bits.
    package var checksum: UInt64
    /// The partition counts that the log was made for; nil where the writer did not say.
    package var layout: LogLayout?
    /// In order; none while it is begun.
    package var chunks: [Chunk] = []
    /// Where the record stands in partition 0; not in its text.
    package var offset: Int64 = 0

    /// How many chunks there are, or will be.
    package var chunkCount: Int { (bytes + SnapshotLimits.chunkBytes - 1) / SnapshotLimits.chunkBytes }

    package init(
        key: SnapshotKey, state: State = .begun, group: String, format: Int64, rules: Int64, build: String,
        takenAtMs: Int64, entities: Int, bytes: Int, chunkPartition: Int32, checksum: UInt64,
        layout: LogLayout? = nil, chunks: [Chunk] = []
    ) {
        self.key = key
        self.state = state
        self.group = group
        self.format = format
        self.rules = rules
        self.build = build
        self.takenAtMs = takenAtMs
        self.entities = entities
        self.bytes = bytes
        self.chunkPartition = chunkPartition
        self.checksum = checksum
        self.layout = layout
        self.chunks = chunks
    }

    /// The bytes of one chunk in the state.
    package func range(ofChunk number: Int) -> Range<Int> {
        let start = number * SnapshotLimits.chunkBytes
        return start..<min(start + SnapshotLimits.chunkBytes, bytes)
    }

    /// Whether `self` comes before `other` among the snapshots of a partition, the newest first. The order of two never
    /// changes, which the safety of removing rests on (`SnapshotRetention`).
    package func isNewer(than other: SnapshotManifest) -> Bool {
        (key.position, key.writer) > (other.key.position, other.key.writer)
    }
}
