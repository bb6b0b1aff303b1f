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
    /// Next offset to read.
    private(set) var position: Int64
    private var committedPosition: Int64
    private var committedWatermark: Instant
    /// The client has told that there is nothing behind `position`; until it reads a record.
    private(set) var isAtEnd = false
    /// The last drain found less than it asked for.
    private(set) var isDry = true
    private var lastRecordMs = SystemClock.monotonicMs()
    /// The topic was made anew since the committed position. It is to be committed before the new topic has grown as
    /// long as the old one was, when nobody could tell any more.
    let isRemade: Bool
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
        let settings = IngestSettings(
            mode: context.isLive ? .live : .replay, latenessMs: context.settings[.allowedLatenessMinutes] * 60_000)
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
        } else if let held, held.settingsHash != settings.hash {
            openingNote = .ingestSettingsChanged(topicName, number)
        }
        self.incarnation = incarnation
        position = start
        // The position in a topic that is no more says nothing of the one in its place.
        isRemade = incarnation != held?.incarnation ?? 1
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
    /// Milliseconds since the last record.
    var quietMs: Int64 { SystemClock.monotonicMs() - lastRecordMs }
    /// There is something to commit.
    var isAhead: Bool { position > committedPosition || ingest.watermark > committedWatermark }
    var metadata: String { ingest.metadata(incarnation: incarnation).text }

    func noteCommit() {
        committedPosition = position
        committedWatermark = ingest.watermark
    }

    /// The queue gave so many records, and was allowed to give `most`.
    func noteDrain(_ taken: Int, of most: Int) {
        isDry = taken < most
        if taken > 0 { lastRecordMs = SystemClock.monotonicMs() }
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
        position = offset + 1
        isAtEnd = false
        return decision
    }

    /// Everything before `end` was read: `end` lies behind the last record and the markers of transactions after it.
    func reachEnd(_ end: Int64) {
        position = max(position, end)
        isAtEnd = true
        // Nothing that it holds says anything of event time: it holds nothing back.
        if ingest.watermark == .distantPast { frames.isEmptySource = true }
    }

    /// The partition is idle: its watermark follows the clock, in live time.
    /// - Parameter clock: as read before the broker was asked for the end that proved it read.
    func follow(clock: Instant) {
        guard ingest.idle(asOf: clock) else { return }
        frames.isEmptySource = false
        frames.completeOrigin(watermarks: (ingest.watermark, .distantPast, .distantPast))
    }
}
