import DisruptionCore

/// A snapshot on its way into the topic: made by a lane, then the writer's alone, which is why it may be handed over
/// unchecked.
final class WritingJob: @unchecked Sendable {
    /// How far it is.
    enum Stage {
        /// Nothing was sent. Can become `written`, or end.
        case waiting
        /// The manifest is begun and all chunks are acknowledged; the lane has yet to say that the position is
        /// committed. Ends then.
        case written
    }

    let ticket: SnapshotTicket
    let lane: Int
    let life: Int
    var manifest: SnapshotManifest
    var stage = Stage.waiting
    /// Empty once it is written.
    private var content: ByteWriter
    let encodeMicroseconds: Int64
    let begunAtMs = SystemClock.monotonicMs()

    init(
        _ ticket: SnapshotTicket, of owner: (lane: Int, life: Int), _ manifest: SnapshotManifest,
        _ bytes: consuming ByteWriter, encodeMicroseconds: Int64
    ) {
        (lane, life) = owner
        self.ticket = ticket
        self.manifest = manifest
        content = bytes
        self.encodeMicroseconds = encodeMicroseconds
    }

    /// Valid until they are let go.
    var bytes: UnsafeRawBufferPointer { content.bytes }

    /// Frees the memory.
    func dropBytes() { content = ByteWriter(capacity: 64) }
}
