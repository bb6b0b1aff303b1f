import DisruptionCore
import KafkaClient
import WireFormat

/// An input partition that a lane owns: its event time, and the frames that its records cause.
final class InputPartition {
    let topic: InputTopic
    let topicName: String
    let number: Int
    var frames: OutgoingFrames
    private var ingest: IngestPartition
    private let incarnation: UInt32
    private(set) var progress: ReadingProgress
    private var committedPosition: Int64
    private var committedWatermark: Instant
    /// A commit is still to say which incarnation of the topic was worked on.
    private(set) var mustBeMarked: Bool
    private var claim: Claim
    /// When the group last had a position for sure, monotonic ms; nil before it has one.
    private(set) var sureAtMs: Int64?
    /// A commit with a position is under way.
    private var isCommitting = false
    /// What must not be read on with the settings in force: what differs; nil when it may be.
    let conflict: String?
    /// What the operator should know of how it was opened.
    private(set) var openingNote: LogEvent?

    /// - Parameters:
    ///   - committed: the group's position with its metadata, without a number where there is none.
    ///   - range: the offsets that the topic holds.
    ///   - marked: the incarnation that the topic had when somebody last committed a first position; nil where nobody
    ///     has.
    init(
        topic: InputTopic, topicName: String, number: Int, committed: PartitionOffset?, range: OffsetRange,
        marked: UInt32?, context: LaneContext
    ) {
        self.topic = topic
        self.topicName = topicName
        self.number = number
        let settings = context.ingest
        let held = committed?.metadata.flatMap { RawPositionMetadata($0) }
        var start = committed?.offset.number ?? range.low
        // Without a position where there was one, it went with the topic; and one of an earlier topic is none of this.
        let isGone = committed?.offset.number == nil && marked != nil
        let isOfFormer = marked.map { marked in held.map { $0.incarnation < marked } ?? false } ?? false
        let isRemade = isGone || isOfFormer || start > range.high
        let former = max(held?.incarnation ?? 1, marked ?? 1)
        incarnation = isRemade ? former + 1 : former
        ingest =
            held.map { IngestPartition(topic: topic, settings: settings, restoring: $0) }
            ?? IngestPartition(topic: topic, settings: settings)
        if isRemade {
            // Old origins must not swallow the records of the new topic.
            openingNote = .inputRemade(topicName, number, committed: committed?.offset.number, end: range.high)
            start = range.low
            ingest = IngestPartition(topic: topic, settings: settings)
        } else if start < range.low {
            openingNote = .inputExpired(topicName, number, from: start, to: range.low)
            start = range.low
        }
        progress = ReadingProgress(position: start, end: range.high, nowMs: context.clock.monotonicMs())
        mustBeMarked = incarnation != marked
        // The position in a topic that is no more says nothing of the one in its place.
        conflict =
            isRemade
            ? nil
            : held.flatMap { held in
                settings.conflict(with: held, acceptsOtherRules: context.acceptsOtherRules)
            }
        let isSaid = incarnation == held?.incarnation && held?.isClean == false && held?.settingsHash == settings.hash
        claim = Claim(isSaid: isSaid, wasClean: isRemade || held?.isClean ?? true, end: range.high)
        committedPosition = isRemade ? -1 : committed?.offset.number ?? -1
        sureAtMs = committed?.offset.number.map { _ in context.clock.monotonicMs() }
        committedWatermark = ingest.watermark
        frames = OutgoingFrames(
            topic: topic.source, partition: number, incarnation: incarnation, destinations: context.layout.entities)
        frames.completeOrigin(watermarks: (ingest.watermark, .distantPast, .distantPast))
    }

    var place: TopicPartition { TopicPartition(topicName, Int32(number)) }
    /// The highest event time read; `distantPast` before the first.
    var newest: Instant { ingest.eventTime }
    var watermark: Instant { ingest.watermark }
    /// Next offset to read.
    var position: Int64 { progress.position }
    /// There is something to commit.
    var isAhead: Bool {
        position > committedPosition || ingest.watermark > committedWatermark || claim.mustBeSaid
            || mustBeMarked
    }
    var metadata: String {
        ingest.metadata(incarnation: incarnation, isClean: claim.isClean(at: position)).text
    }
    /// Records may be read.
    var isOpen: Bool { claim.isOpen }

    /// A commit was closed with the position.
    func noteCommit() {
        committedPosition = position
        isCommitting = true
        mustBeMarked = false
        committedWatermark = ingest.watermark
        claim.noteCommit()
    }

    /// The incarnation of the topic, as the record of the mark has it.
    var markValue: [UInt8] { Array("\(incarnation)".utf8) }

    /// Every commit that was closed is through.
    /// - Parameter closedAtMs: when the last of them was closed, monotonic ms. A process may stand still while a commit
    ///   is under way, and its topic be deleted meanwhile: that it is through says nothing of now.
    func noteCommitted(closedAtMs: Int64) {
        claim.noteCommitted()
        if isCommitting { sureAtMs = closedAtMs }
        isCommitting = false
    }

    /// The partition is given up.
    func seal() { claim.seal() }

    /// The queue gave so many messages, and was allowed to give `most`.
    /// - Parameter high: the high watermark of the last fetch; nil before the first.
    func noteDrain(_ taken: Int, of most: Int, high: Int64?, nowMs: Int64) {
        progress.noteDrain(taken, of: most, high: high, nowMs: nowMs)
    }

    /// Reads one record: its messages are added to the frames.
    func accept(
        _ value: UnsafeRawBufferPointer?, offset: Int64, timestamp: Instant, with decoder: inout EventDecoder
    ) -> Decoded {
        let decision = ingest.accept(value, timestamp: timestamp, decoder: &decoder)
        frames.beginOrigin(offset)
        frames.send(decision, recordedAt: timestamp)
        // Records that say nothing of event time leave the partition as empty as it was.
        if ingest.watermark != .distantPast { frames.isEmptySource = false }
        frames.completeOrigin(watermarks: (ingest.watermark, .distantPast, .distantPast))
        progress.read(offset)
        return decision
    }

    /// Everything before `end` was read: `end` lies behind the last record and the markers of transactions after it.
    func reachEnd(_ end: Int64) {
        progress.reachEnd(end)
        // Nothing that it holds says anything of event time: it holds nothing back.
        if ingest.watermark == .distantPast { frames.isEmptySource = true }
    }

    /// The broker told the end of a quiet partition: in live time its watermark follows the clock as far as it is
    /// proven to be idle.
    /// - Parameters:
    ///   - stableEnd: asked after `clock` was read.
    ///   - high: the high watermark of the last fetch.
    ///   - nowMs: monotonic.
    func follow(clock: Instant, stableEnd: Int64, high: Int64, nowMs: Int64) {
        guard let proven = progress.prove(stableEnd: stableEnd, high: high, clock: clock, nowMs: nowMs),
            ingest.idle(asOf: proven)
        else { return }
        frames.isEmptySource = false
        frames.completeOrigin(watermarks: (ingest.watermark, .distantPast, .distantPast))
    }
}
