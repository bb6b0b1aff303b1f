import DisruptionCore
import KafkaClient

/// An entities partition that a lane owns: its engine, and where the lane stands in its log.
///
/// Its life: a snapshot is loaded, the records behind it up to the committed position are worked through once more
/// without telling anything, then it is restored.
final class EntitiesPartition {
    let number: Int
    var engine: PartitionEngine
    /// Next offset to read.
    private(set) var position: Int64
    /// The group's position when the partition was taken over: effects of records below it stand in the log and the
    /// topics.
    private(set) var committed: Int64
    /// The snapshot that is being loaded; nothing is processed until then.
    var loading: Loading?
    /// What the log needs from its owner once it is restored: nothing, or a configuration record.
    var hasConfigured = false
    /// A commit says that the partition was worked on.
    var isMarked = false
    private var claim: Claim
    /// The offset from which on this build's rules were in force.
    private(set) var rulesSince: Int64
    /// Where the log ended when the partition was taken over.
    private var end: Int64
    /// Where the log is to be read again from; nothing is processed until then.
    private var rereadFrom: Int64?
    /// The position as of the last closed commit.
    private(set) var positionInCommit: Int64
    /// What was taken of its state.
    var snapshots: SnapshotCourse

    /// - Parameters:
    ///   - start: the state of the engine holds everything below.
    ///   - committed: the group's position.
    init(number: Int, engine: consuming PartitionEngine, start: Int64, committed: Int64) {
        self.number = number
        self.engine = engine
        position = start
        self.committed = committed
        snapshots = SnapshotCourse()
        positionInCommit = committed
        claim = Claim(isSaid: false, wasClean: true, end: 0)
        rulesSince = start
        end = committed
    }

    /// Whether all that was committed is in the state again.
    var isRestored: Bool { loading == nil && position >= committed }

    /// Everything below is done: the position to commit. What waits for the log's first configuration is not.
    private var done: Int64 { engine.firstWaiting ?? position }

    /// The position to commit: what is still to be restored was committed by others.
    var positionToCommit: Int64 { max(done, positionInCommit) }
    /// There is something to commit.
    var isAhead: Bool { done > positionInCommit || claim.mustBeSaid }
    /// Records beyond the committed position may be worked on.
    var isOpen: Bool { claim.isOpen }
    /// Nobody has worked on what lies beyond the position, nor will this lane.
    var isClean: Bool { claim.isClean(at: positionToCommit) }

    /// A commit was closed with the position.
    func noteCommit() {
        positionInCommit = positionToCommit
        claim.noteCommit()
    }

    /// Every commit that was closed is through.
    func noteCommitted() { claim.noteCommitted() }

    /// The partition is given up.
    func seal() { claim.seal() }

    /// Whether the state is one that was committed, and nothing else waits.
    var isCommitted: Bool { loading == nil && engine.canSnapshot && position <= max(committed, positionInCommit) }

    /// Goes on with a state that was loaded, which holds everything below `position`.
    func begin(_ engine: consuming PartitionEngine, at position: Int64) {
        self.engine = engine
        self.position = position
        loading = nil
    }

    /// Processes one record of the log.
    /// - Throws: `LaneFailure.fatal` when it cannot be read: state would be lost silently otherwise.
    /// - Parameter learned: where files are found that the log names; waits for a broker where they are not at hand.
    func process(
        _ record: UnsafeRawBufferPointer?, offset: Int64, learned: LearnedStore = LearnedStore()
    ) throws(LaneFailure) {
        if offset < position || rereadFrom != nil { return }
        guard offset == position else {
            throw .fatal(.gap(partition: number, expected: position, found: offset))
        }
        guard let record else {
            position = offset + 1
            return
        }
        while true {
            do throws(FrameError) {
                try engine.process(record, offset: offset, isReplay: offset < committed)
                break
            } catch {
                guard case .unknownLearned(let hash) = error else {
                    throw .fatal(.frame(error, partition: number, offset: offset))
                }
                engine.give(try learned.file(hash))
            }
        }
        snapshots.logBytes += Int64(record.count)
        position = offset + 1
        rereadFrom = engine.takeReread()
    }

    /// A lane takes the partition over, with a state at or below the committed position, or one that is loaded. What
    /// was worked through since the last snapshot goes on to count: the next one is not there yet.
    func takeOver(committed: Int64, _ claim: Claim, rulesSince: Int64, end: Int64) {
        self.committed = committed
        positionInCommit = committed
        hasConfigured = false
        isMarked = false
        snapshots = SnapshotCourse(bytes: snapshots.bytes, logBytes: snapshots.logBytes)
        self.claim = claim
        self.rulesSince = rulesSince
        self.end = end
    }

    /// It is restored otherwise than was said.
    func beginAnew(_ engine: consuming PartitionEngine, at position: Int64, rulesSince: Int64) {
        begin(engine, at: position)
        if rulesSince == self.rulesSince { return }
        self.rulesSince = rulesSince
        claim = Claim(isSaid: false, wasClean: false, end: end)
    }

    /// A standby works through a record that is committed.
    func follow(
        _ record: UnsafeRawBufferPointer, offset: Int64, learned: LearnedStore = LearnedStore()
    ) throws(LaneFailure) {
        committed = max(committed, offset + 1)
        try process(record, offset: offset, learned: learned)
        if rereadFrom != nil { throw .restart("the log has to be read again from \(rereadFrom ?? 0)") }
    }

    /// Says once that the consumer has to be set back to an offset, where the partition goes on.
    func takeReread() -> Int64? {
        guard let offset = rereadFrom.take() else { return nil }
        position = offset
        return offset
    }

    /// The log ends at `offset`: there is no record between the last one and there.
    func skip(to offset: Int64) {
        if rereadFrom == nil { position = max(position, offset) }
    }
}
