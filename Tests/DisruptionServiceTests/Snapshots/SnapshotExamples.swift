@testable import DisruptionService

/// Manifests for tests, without a cluster.
enum SnapshotExamples {
    static func manifest(
        _ position: Int64, partition: Int = 3, incarnation: UInt32 = 1, writer: String = "w",
        state: SnapshotManifest.State = .complete, bytes: Int = 1_200_000, format: Int64 = 1, rules: Int64 = 1
    ) -> SnapshotManifest {
        var manifest = SnapshotManifest(
            key: SnapshotKey(incarnation: incarnation, partition: partition, position: position, writer: writer),
            state: state, group: "iropsd", format: format, rules: rules, build: "0.1.0", takenAtMs: 1_763_781_998_123,
            entities: 4711, bytes: bytes, chunkPartition: 1, checksum: 0x0123_4567_89AB_CDEF)
        if state == .complete {
            manifest.chunks = (0..<manifest.chunkCount).map {
                SnapshotManifest.Chunk(
                    offset: Int64(100 + 3 * $0), bytes: manifest.range(ofChunk: $0).count, checksum: UInt64($0))
            }
        }
        return manifest
    }

    static func read(_ text: some Collection<UInt8>, key: SnapshotKey = manifest(7).key) throws -> SnapshotManifest {
        try Array(text).withUnsafeBytes { try ManifestText.read($0, key: key, offset: 0) }
    }
}
