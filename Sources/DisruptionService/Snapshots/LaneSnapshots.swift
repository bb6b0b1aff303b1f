package import KafkaClient

/// Where a lane keeps and finds the states of its partitions: Kafka's topic in the daemon, a simulated one in the
/// simulation. Nothing in it waits but `look`.
package protocol LaneSnapshots: Sendable {
    /// What is there now: everything that stood in the topic at the call is in the answer.
    ///
    /// An owner that restores looks first, tries the candidates of `SnapshotChoice` one by one, and looks again when
    /// the last of them is broken: they may have been removed because there are newer ones.
    /// - Throws: when the broker does not say so in time.
    func look(within limit: Duration) throws(KafkaError) -> SnapshotHistory

    /// Why nothing can be learned any more until the process starts anew; nil while all is well.
    var failure: KafkaError? { get }

    /// Says which entities partitions the lane owns now, in place of what it said before. What nobody needs any more is
    /// removed of these alone.
    func own(_ partitions: Set<Int>)

    /// A partition goes on with a state that was kept warm: this is the newest snapshot that there is of it.
    func show(_ manifest: SnapshotManifest)

    /// Whether a snapshot of about so many bytes would be taken now. Asked before one is encoded.
    func hasRoom(for bytes: Int) -> Bool

    /// Hands a snapshot over to be written. The partition is the lane's, its state is restored, and the position is
    /// at or above that of every ticket of the partition before.
    /// - Returns: nil when too much waits to be written already: the lane tries later.
    func begin(_ snapshot: consuming TakenSnapshot) -> SnapshotTicket?

    /// Begins to read a snapshot.
    /// - Parameter decode: called on another thread with all of the bytes, whose checksums are right; they are gone
    ///   when it returns. What it throws makes the snapshot a broken one.
    func load<Loaded: ~Copyable>(
        _ manifest: SnapshotManifest,
        decode: @escaping @Sendable (UnsafeRawBufferPointer) throws -> sending Loaded
    ) -> SnapshotLoad<Loaded>
}
