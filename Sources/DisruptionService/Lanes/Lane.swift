import DisruptionCore
import KafkaClient
import Synchronization
import WireFormat

/// One consumer with its producers: owns whole partitions of the input topics and of the entities topic, and steps
/// their entities without locks.
///
/// A step: rebalances, frames of the entities partitions, records of the input partitions, frames out, and a commit
/// when the one before is through. Frames leave at once when the lane has caught up and full under load; so does the
/// commit: its latency is one commit when quiet, and it grows with the load. No step waits but for a broker's answer,
/// so a thread can drive it (`LaneThread`) and a simulation too.
final class Lane<World: LaneWorld> {
    /// What the one who steps does next.
    enum Next: Equatable {
        case goOn
        /// Nothing to do until somebody signals, or for so long.
        case wait(milliseconds: Int64)
        /// It has stopped cleanly.
        case ended
    }

    /// How far its life has come.
    enum Phase: Equatable {
        /// Its transactional id is being taken over. Can become `working` or `ended`.
        case starting
        /// Can become `leaving`.
        case working
        /// What was read is being committed. Can become `ended`.
        case leaving(sinceMs: Int64)
        case ended
    }

    let number: Int
    let context: LaneContext
    let stop: StopRequest
    let status: Mutex<LaneStatus>
    let member: World.Member
    let frames: World.Frames
    let committer: Committer<World>
    let snapshots: World.Snapshots
    let former: World.Former
    /// Its transactional id, by which the next owner of its partitions knows it.
    let owner: String
    /// States kept warm for partitions that others own.
    let shelf: StandbyShelf
    /// Snapshots whose positions are in the commit under way.
    var ticketsInCommit: [SnapshotTicket] = []
    /// It has a name of its own in the group, which another process may take.
    let isStaticMember: Bool
    /// Somebody asks the lane to leave the group and to join anew.
    let mustRejoin = Atomic<Bool>(false)
    var phase = Phase.starting
    /// Partitions that the group wants back, while the commits that carry their positions are under way.
    var handOver: HandOver?
    /// What is still to be committed before the end.
    var leaving: Settling?
    /// The commit that was fenced, while it is heard by whom.
    var fenced: Fenced?
    var decoder: EventDecoder
    var inputs: [InputPartition] = []
    var entities: [EntitiesPartition] = []
    var unit: Committer<World>.Unit
    var json = JSONWriter(capacity: 16 * 1024)
    var framesSent: Int64 = 0
    var outputCounts = [Int64](repeating: 0, count: OutputTopic.allCases.count)
    var detections = DetectionCounts()
    /// What the engines of partitions that were given up have done.
    var countersGivenUp = EngineCounters()
    var lastPublishedMs: Int64 = 0
    var lastIdleCheckMs: Int64 = 0
    var brokers = BrokerWatch()
    var firstRecordAtMs: Int64 = 0
    /// Thresholds and switches in force, and when they were taken over.
    var settings: EngineSettings
    var settingsGeneration: Int64 = 0
    var configID: String
    /// Said once that the configuration was written.
    var hasToldConfiguration = false
    /// Monotonic milliseconds at which the group said that the lane owns nothing; nil while it owns something or has
    /// not heard.
    var emptySinceMs: Int64?
    /// Monotonic milliseconds at which it was made.
    let startedMs: Int64
    /// The group has given it partitions before; or it was said that it has not.
    var hasOwned = false
    var hasToldWaiting = false
    /// Monotonic milliseconds at which the last commit was handed over.
    var submittedMs: Int64 = 0
    var commitWatch = CommitWatch()
    /// The next commit does not wait for records.
    var mustCommit = false
    /// Why the lane cannot go on at all, found while the client was being asked.
    var fatalCause: LaneFailure.Cause?
    /// Monotonic milliseconds since which the broker takes no frames; 0 while it does.
    var producingBlockedMs: Int64 = 0

    /// - Parameters:
    ///   - committer: carries out its commits; driven by somebody else.
    ///   - isStatic: the member has a name of its own in the group.
    init(
        _ number: Int, context: LaneContext, member: World.Member, frames: World.Frames, committer: Committer<World>,
        snapshots: World.Snapshots, former: World.Former, shelf: StandbyShelf, owner: String, isStatic: Bool,
        stop: StopRequest
    ) {
        self.number = number
        self.context = context
        self.stop = stop
        self.member = member
        self.frames = frames
        self.committer = committer
        self.snapshots = snapshots
        self.former = former
        self.owner = owner
        self.shelf = shelf
        isStaticMember = isStatic
        decoder = EventDecoder(airports: context.reference)
        unit = committer.emptyUnit()
        startedMs = context.clock.monotonicMs()
        status = Mutex(LaneStatus())
        settings = context.reloadable?.engine ?? context.settings
        settingsGeneration = context.reloadable?.generation ?? 0
        configID = DisruptionRecord.hex(settings.id)
    }

    /// Monotonic.
    var nowMs: Int64 { context.clock.monotonicMs() }

    /// Does the next thing.
    /// - Throws: when it cannot go on; everything not committed is given up.
    func step() throws(LaneFailure) -> Next {
        switch phase {
        case .starting: return try begin()
        case .working where stop.isRequested:
            phase = .leaving(sinceMs: nowMs)
            seal { _ in true }
            return .goOn
        case .working: return try work()
        case .leaving(let since): return try leave(sinceMs: since)
        case .ended: return .ended
        }
    }

    private func begin() throws(LaneFailure) -> Next {
        if stop.isRequested {
            phase = .ended
            return .ended
        }
        do throws(KafkaError) {
            guard try committer.prepare() else { return .goOn }
            try subscribe()
            phase = .working
            return .goOn
        } catch {
            throw LaneFailure(error, doing: "starting lane \(number)")
        }
    }

    private func work() throws(LaneFailure) -> Next {
        if fenced != nil { return try hearWhoFenced() }
        takeReloaded()
        if mustRejoin.exchange(false, ordering: .relaxed) { try rejoin() }
        try serveGroup()
        if handOver != nil { return try continueHandOver() }
        let stepped = try stepEntities()
        let isBehind = innerLag > LaneLimits.innerLagFrames
        let ingested = isBehind || isUnitFull ? 0 : try ingestInputs()
        frames.poll(within: .zero)
        try sendFrames(
            flush: stepped.isDry && ingested == 0 || stepped.count + ingested < LaneLimits.recordsPerTurn / 4)
        try closeUnitIfDue(isQuiet: stepped.count == 0 && ingested == 0)
        let now = nowMs
        if context.isLive, now - lastIdleCheckMs >= LaneLimits.idleCheckMs {
            lastIdleCheckMs = now
            try followClock()
        }
        try lookForBrokers(at: now)
        if now - lastPublishedMs >= 250 { publish(at: now) }
        try refuseLostFrames()
        return stepped.count == 0 && ingested == 0 ? .wait(milliseconds: longestSleepMs) : .goOn
    }

    /// A frame that was given up is lost, and what follows it must not be committed.
    func refuseLostFrames() throws(LaneFailure) {
        if let failure = frames.failure { throw .restart("a frame was not acknowledged: \(failure)") }
    }

    /// A queue wakes the lane only when it was empty: inputs that are held back, for alignment, the inner backlog or a
    /// full commit, are looked at again soon.
    private var longestSleepMs: Int64 { inputs.allSatisfy(\.progress.isDry) && !isUnitFull ? LaneLimits.sleepMs : 1 }

    /// Whether this commit holds as much as one may, so that the lane waits for the one before.
    var isUnitFull: Bool {
        if unit.records >= 2 * LaneLimits.recordsPerCommit { return true }
        let states = entities.reduce(0) { $0 + $1.engine.staleStates }
        return unit.outputBytes + states * LaneLimits.stateBytes >= LaneLimits.outputBytesPerCommit
    }

    /// Frames of the lane's own entities partitions that are not read yet.
    private var innerLag: Int64 {
        entities.reduce(0) { sum, partition in
            let end = member.cachedWatermarks(of: place(of: partition))?.high
            return sum + max(0, (end ?? partition.position) - partition.position)
        }
    }

    func place(of partition: EntitiesPartition) -> TopicPartition {
        TopicPartition(context.topics.entities, Int32(partition.number))
    }

    // MARK: entities

    private func stepEntities() throws(LaneFailure) -> (count: Int, isDry: Bool) {
        var count = 0
        var isDry = true
        for partition in entities {
            if isUnitFull { return (count, false) }
            if partition.loading != nil {
                try continueLoading(partition)
                continue
            }
            guard partition.isOpen else { continue }
            let taken = try member.drain(place(of: partition), max: LaneLimits.framesPerTurn) {
                (message) throws(LaneFailure) in try self.step(partition, message)
            }
            count += taken
            if taken == LaneLimits.framesPerTurn { isDry = false }
            if let offset = partition.takeReread() {
                context.log.emit(.logReadAgain(number, partition: partition.number, from: offset))
                try readAgain(partition, from: offset)
            }
            try configureIfNeeded(partition)
        }
        return (count, isDry)
    }

    /// Sets the consumer back, or on.
    func readAgain(_ partition: EntitiesPartition, from offset: Int64) throws(LaneFailure) {
        let place = place(of: partition)
        do throws(KafkaError) {
            try member.seek(PartitionOffset(place, .at(offset)), timeout: .seconds(LaneLimits.assignmentSeconds))
        } catch {
            throw LaneFailure(error, doing: "reading \(place) again")
        }
    }

    private func step(
        _ partition: EntitiesPartition, _ message: borrowing World.Member.Message
    ) throws(LaneFailure) {
        guard message.isRecord else {
            if message.isEndOfPartition {
                partition.skip(to: message.offset)
            } else if let error = message.error {
                throw LaneFailure(error, doing: "reading \(context.topics.entities)/\(partition.number)")
            }
            return
        }
        noteRecord()
        try partition.process(message.value, offset: message.offset, learned: context.learned)
        if !partition.engine.outputs.isEmpty {
            write(partition.engine.outputs)
            partition.engine.outputs.removeAll()
        }
        try sendFinished(&partition.engine.outgoing)
    }

    func noteRecord() {
        if unit.records == 0 { unit.openedAtMs = nowMs }
        unit.records += 1
    }
}
