import DisruptionCore

/// Bounds of snapshots, each with its unit and reason.
package enum SnapshotLimits {
    /// Bytes of a chunk: half of what the topic takes in one record, so that compression that fails changes nothing.
    package static let chunkBytes = 512 * 1024
    /// Chunks of one snapshot: a gigabyte of one partition's state, far above what a process may use.
    package static let chunks = 2048
    /// Parts of a learned file, of `chunkBytes` each: as many as the largest file takes.
    package static let learnedParts = (LearnedLimits.fileBytesMax + chunkBytes - 1) / chunkBytes
    /// Bytes of a manifest: the lines of all chunks, with room.
    package static let manifestBytes = 256 * 1024
    /// Bytes of a key in the topic: of names and numbers, of which the longest has 60.
    package static let keyBytes = 200
    /// Bytes of a name in a manifest or a key: of a build, a group or a writer.
    package static let nameBytes = 200
    /// The highest number of an entities partition that a key may have: `kafka.partitions` allows 1,000.
    package static let partitions = 1_000
    /// Bytes of snapshots that wait to be written, all partitions together; what is taken beyond them is tried later.
    package static let waitingBytes = 64 * 1024 * 1024
    /// Complete snapshots of a partition that are kept: the second is for the day on which the first is broken.
    package static let kept = 2
    /// A partition is not snapshotted more often than this, however fast its log grows, ms.
    package static let leastIntervalMs: Int64 = 10_000

    /// Manifests that are remembered, of all partitions and lives of the log together: ten times what a thousand
    /// partitions keep. Of more the oldest are forgotten.
    package static let manifests = 20_000
    /// How often a reader that waits for something looks whether it is to end, ms.
    package static let lookAgainMs = 20
    /// How long one question to a broker may take before it is asked again.
    package static let requestTime = Duration.seconds(5)
    /// How long freeing a client may take: a stop waits for four of them, one after the other.
    package static let closeTime = Duration.milliseconds(300)
}
