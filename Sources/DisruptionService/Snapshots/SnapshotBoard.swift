import Synchronization

/// How the snapshots of this process stand, for /status and /metrics; and which are known to be broken.
final class SnapshotBoard: Sendable {
    /// The newest snapshot of a partition that this process has written or restored from.
    struct Partition: Sendable {
        var position: Int64
        /// Wall clock, ms since 1970.
        var takenAtMs: Int64
        var bytes: Int
        var entities: Int
        /// How long its lane stood still for it, microseconds, and how long writing took, ms; nil where it was
        /// restored.
        var encodeMicroseconds: Int64?
        var writeMs: Int64?
    }

    /// Since the start of the process.
    struct Counts: Sendable {
        var taken: Int64 = 0
        var failed: Int64 = 0
        var restored: Int64 = 0
        var broken: Int64 = 0
        /// Before compression.
        var bytesWritten: Int64 = 0
    }

    private struct State: ~Copyable {
        var partitions: [Int: Partition] = [:]
        var logStarts: [Int: Int64] = [:]
        var counts = Counts()
        var broken: [SnapshotKey] = []
    }

    private let state = Mutex(State())

    /// Broken snapshots that are remembered: more than there can be, with two kept of each partition of a process.
    private static let brokenMax = 1_000

    var partitions: [(number: Int, snapshot: Partition)] {
        state.withLock { $0.partitions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }

    /// By partition, the first offset that is left of the log.
    var logStarts: [(number: Int, offset: Int64)] {
        state.withLock { $0.logStarts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }

    var counts: Counts { state.withLock { $0.counts } }

    func noteTaken(_ manifest: SnapshotManifest, encodeMicroseconds: Int64, writeMs: Int64) {
        state.withLock { state in
            state.counts.taken += 1
            state.partitions[manifest.key.partition] = Partition(
                manifest, encodeMicroseconds: encodeMicroseconds, writeMs: writeMs)
        }
    }

    func noteWritten(bytes: Int) { state.withLock { $0.counts.bytesWritten += Int64(bytes) } }

    func noteFailed() { state.withLock { $0.counts.failed += 1 } }

    func noteRestored(_ manifest: SnapshotManifest) {
        state.withLock { state in
            state.counts.restored += 1
            state.partitions[manifest.key.partition] = Partition(manifest)
        }
    }

    /// A snapshot is the newest of a partition, though it was not needed.
    func noteKnown(_ manifest: SnapshotManifest) {
        state.withLock { $0.partitions[manifest.key.partition] = Partition(manifest) }
    }

    func noteBroken(_ key: SnapshotKey) {
        state.withLock { state in
            state.counts.broken += 1
            if state.broken.contains(key) { return }
            if state.broken.count == Self.brokenMax { state.broken.removeFirst() }
            state.broken.append(key)
        }
    }

    func isBroken(_ key: SnapshotKey) -> Bool { state.withLock { $0.broken.contains(key) } }

    func noteTrimmed(_ partition: Int, to offset: Int64) { state.withLock { $0.logStarts[partition] = offset } }

    func logStart(_ partition: Int) -> Int64 { state.withLock { $0.logStarts[partition] ?? 0 } }

    /// Shows only what is owned.
    func keep(_ owned: Set<Int>) {
        state.withLock { state in
            state.partitions = state.partitions.filter { owned.contains($0.key) }
            state.logStarts = state.logStarts.filter { owned.contains($0.key) }
        }
    }
}

extension SnapshotBoard.Partition {
    init(_ manifest: SnapshotManifest, encodeMicroseconds: Int64? = nil, writeMs: Int64? = nil) {
        self.init(
            position: manifest.key.position, takenAtMs: manifest.takenAtMs, bytes: manifest.bytes,
            entities: manifest.entities, encodeMicroseconds: encodeMicroseconds, writeMs: writeMs)
    }
}
