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
    /// The topic was made anew since the committed position. It is to be committed before the new topic has grown as
    /// long as the old one was, when nobody could tell any more.
    let isRemade: Bool
    /// A commit must say that the partition is being read before it is: from then on a stop that was not clean can be
    /// told from one that was.
    private enum Opening { case unsaid, said, open }
    private var opening: Opening
    /// It is being given up: nothing more is read.
    private var isSealed = false
    /// What must not be read on with the settings in force: what differs; nil when it may be.
    let conflict: String?
    /// What the operator should know of how it was opened.
    private(set) var openingNote: LogEvent?

    /// - Parameters:
    ///   - committed: the group's position with its metadata, without a number where there is none.
    ///   - range: the offsets that the topic holds.
    init(
        topic: InputTopic, topicName: String, number: Int, committed: PartitionOffset?, range: OffsetRange,
        context: LaneContext
    ) {
        self.topic = topic
        self.topicName = topicName
        self.number = number
        let settings = context.ingest
        let held = committed?.metadata.flatMap { RawPositionMetadata($0) }
        var start = committed?.offset.number ?? range.low
        var incarnation = held?.incarnation ?? 1
        ingest =
            held.map { IngestPartition(topic: topic, settings: settings, restoring: $0) }
            ?? IngestPartition(topic: topic, settings: settings)
        if start > range.high {
            // The topic was made anew: old marks must not swallow its records.
            openingNote = .inputRemade(topicName, number, committed: start, end: range.high)
            incarnation += 1
            start = range.low
            ingest = IngestPartition(topic: topic, settings: settings)
        } else if start < range.low {
            openingNote = .inputExpired(topicName, number, from: start, to: range.low)
            start = range.low
        }
        self.incarnation = incarnation
        progress = ReadingProgress(position: start, end: range.high, nowMs: context.clock.monotonicMs())
        // The position in a topic that is no more says nothing of the one in its place.
        isRemade = incarnation != held?.incarnation ?? 1
        conflict =
            isRemade
            ? nil
            : held.flatMap { held in
                settings.conflict(with: held, acceptsOtherRules: context.acceptsOtherRules)
            }
        // As a former reader said it, or the same one before it crashed.
        let isSaid = !isRemade && held?.isClean == false
        opening = isSaid ? .open : .unsaid
        committedPosition = isRemade ? -1 : committed?.offset.number ?? -1
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
        position > committedPosition || ingest.watermark > committedWatermark || opening == .unsaid || isSealed
    }
    var metadata: String { ingest.metadata(incarnation: incarnation, isClean: isSealed).text }
    /// Records may be read.
    var isOpen: Bool { opening == .open && !isSealed }

    /// A commit was closed with the position.
    func noteCommit() {
        committedPosition = position
        committedWatermark = ingest.watermark
        if opening == .unsaid { opening = .said }
    }

    /// Every commit that was closed is through.
    func noteCommitted() { if opening == .said { opening = .open } }

    /// The partition is given up: the next commit says that nothing was sent for what lies beyond its position.
    func seal() { isSealed = true }

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
        switch decision {
        case .flight(let fact):
            frames.send(.flightFact, to: .leg(fact.pointee.leg), at: fact.pointee.eventTime) {
                fact.pointee.encodeBody(recordedAt: timestamp, into: &$0)
            }
        case .station(let fact):
            frames.send(.stationFact, to: .airport(fact.pointee.airport), at: fact.pointee.eventTime) {
                fact.pointee.encodeBody(into: &$0)
            }
        case .booking(let fact):
            frames.send(.bookingFact, to: fact.pointee.key, at: fact.pointee.eventTime) {
                fact.pointee.encodeBody(recordedAt: timestamp, into: &$0)
            }
        case .mark, .tombstone, .rejected: break
        }
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
