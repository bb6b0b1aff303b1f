import DisruptionCore
import KafkaClient
import Synchronization

/// Writes snapshots on a thread of its own, one for all lanes of a process, and removes those that nobody needs.
///
/// A broker that is away is waited for. What cannot be written fails its ticket and is told with what to do; a lane
/// goes on without, and tries again when the next one is due.
final class SnapshotWriter: Sendable {
    private struct Mailbox: ~Copyable {
        var arrived: [WritingJob] = []
        /// Bytes of snapshots that are not written yet.
        var waitingBytes = 0
        /// Entities partitions by lane.
        var owned: [Int: Set<Int>] = [:]
        var isClosed = false
        /// Monotonic milliseconds at which waiting ends; nil before ``close(within:)``.
        var givesUpAtMs: Int64?
        /// Snapshots begun so far, which numbers them.
        var begun = 0
        /// How often each lane has begun anew.
        var lives: [Int: Int] = [:]
    }

    private let place: SnapshotPlace
    private let catalogue: SnapshotCatalogue
    private let board: SnapshotBoard
    private let log: Log
    private let hooks: KafkaHooks
    private let mailbox = Mutex(Mailbox())
    private let wakeup: Wakeup
    private let thread = Mutex<SystemThread?>(nil)

    init(
        _ place: SnapshotPlace, _ catalogue: SnapshotCatalogue, _ board: SnapshotBoard, log: Log, hooks: KafkaHooks
    ) throws(KafkaError) {
        self.place = place
        self.catalogue = catalogue
        self.board = board
        self.log = log
        self.hooks = hooks
        wakeup = try Wakeup()
    }

    func start() throws(CommandError) {
        let started = try SystemThread("snap-writer") { [self] in run() }
        thread.withLock { $0 = started }
    }

    /// Ends the thread: what is committed is completed, all else given up.
    func close(within limit: Duration) {
        mailbox.withLock {
            $0.isClosed = true
            $0.givesUpAtMs = SystemClock.monotonicMs() + Int64(limit / .milliseconds(1))
        }
        wakeup.signal()
        thread.withLock { $0.take() }?.join()
    }

    // MARK: the lanes' side

    /// A lane begins anew: what it left behind counts as abandoned, and it owns nothing.
    /// - Returns: the number of its life.
    func beginLife(of lane: Int) -> Int {
        own([], lane: lane)
        defer { wakeup.signal() }
        return mailbox.withLock { mailbox in
            mailbox.lives[lane, default: 0] += 1
            return mailbox.lives[lane, default: 0]
        }
    }

    func own(_ partitions: Set<Int>, lane: Int) {
        let all = mailbox.withLock { mailbox in
            mailbox.owned[lane] = partitions
            return mailbox.owned.values.reduce(into: Set()) { $0.formUnion($1) }
        }
        board.keep(all)
    }

    func show(_ manifest: SnapshotManifest) { board.noteKnown(manifest) }

    func hasRoom(for bytes: Int) -> Bool {
        mailbox.withLock { $0.waitingBytes == 0 || $0.waitingBytes + bytes <= SnapshotLimits.waitingBytes }
    }

    /// Takes a snapshot; never waits.
    func begin(
        _ snapshot: consuming TakenSnapshot, lane: Int, life: Int, wake: @escaping @Sendable () -> Void
    ) -> SnapshotTicket? {
        let size = snapshot.bytes.count
        guard !isClosed, hasRoom(for: size) else { return nil }
        let number = mailbox.withLock { mailbox in
            mailbox.waitingBytes += size
            mailbox.begun += 1
            return mailbox.begun
        }
        let key = SnapshotKey(
            incarnation: place.incarnation, partition: snapshot.partition, position: snapshot.position,
            writer: "\(place.process)-\(lane)-\(number)")
        let manifest = SnapshotManifest(
            key: key, group: place.group, format: place.format, rules: place.rules, build: place.build,
            takenAtMs: snapshot.takenAtMs, entities: snapshot.entities, bytes: size,
            chunkPartition: key.chunkPartition(of: place.partitions), checksum: 0, layout: place.layout)
        let ticket = SnapshotTicket(
            partition: key.partition, position: key.position, judged: { [wakeup] in wakeup.signal() }, settled: wake)
        let encode = snapshot.encodeMicroseconds
        let job = WritingJob(ticket, of: (lane, life), manifest, snapshot.bytes, encodeMicroseconds: encode)
        mailbox.withLock { $0.arrived.append(job) }
        wakeup.signal()
        return ticket
    }

    // MARK: the thread's side

    /// What has arrived since the last call.
    func takeArrived() -> [WritingJob] {
        mailbox.withLock { mailbox in
            defer { mailbox.arrived.removeAll() }
            return mailbox.arrived
        }
    }

    /// So many bytes wait no longer.
    func release(_ bytes: Int) { mailbox.withLock { $0.waitingBytes -= bytes } }

    var isClosed: Bool { mailbox.withLock { $0.isClosed } }

    /// Whether waiting for a broker is over.
    var hasGivenUp: Bool { patience == .zero }

    /// How long a broker may be waited for now.
    var patience: Duration {
        guard let end = mailbox.withLock({ $0.givesUpAtMs }) else { return SnapshotLimits.requestTime }
        return max(.zero, min(SnapshotLimits.requestTime, .milliseconds(end - SystemClock.monotonicMs())))
    }

    /// Whether the lane that handed it over has begun anew since.
    func isOrphan(_ job: WritingJob) -> Bool { mailbox.withLock { $0.lives[job.lane] != job.life } }

    func isOwned(_ partition: Int) -> Bool {
        mailbox.withLock { $0.owned.values.contains { $0.contains(partition) } }
    }

    private func run() {
        let course = WritingCourse(self, place, catalogue, board, log: log, hooks: hooks)
        while course.advance() { wakeup.wait(timeout: .seconds(1)) }
        course.end()
    }
}
