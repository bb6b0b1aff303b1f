/// A finished frame on its way to a partition of the entities topic.
public struct Frame: Sendable {
    public let destination: Int
    public let bytes: [UInt8]

    public init(destination: Int, bytes: [UInt8]) {
        self.destination = destination
        self.bytes = bytes
    }
}

/// Gathers the messages of one source partition into frames, one under way for each destination.
///
/// Numbers the messages of an origin per destination from 0; cuts a frame between messages when it is full; lets a
/// frame's watermarks speak only for origins wholly sent.
public struct OutgoingFrames: ~Copyable {
    /// A frame is cut when it has grown to this: large enough to be cheap, far below the broker's record limit.
    public static let frameBytes = 64 * 1024

    public let topic: SourceTopic
    public let partition: Int
    public var incarnation: UInt32
    /// Nothing is gathered: the effects of what is read stand in the log already.
    public var isSuppressed = false
    /// Whether the source has had a record or a mark; until then its frames say that it is empty.
    public var isEmptySource = false
    /// Finished frames, oldest first; the owner takes them.
    public private(set) var finished: [Frame] = []

    private var lanes: [Lane]
    private var origin: Int64 = 0
    private var watermarks: (Instant, Instant, Instant) = (.distantPast, .distantPast, .distantPast)

    private final class Lane {
        var writer = ByteWriter(capacity: 1024)
        var messages: UInt32 = 0
        var number: UInt32 = 0
        var baseOrigin: Int64 = 0
        var baseTime: Int64 = 0
        var told = Instant.distantPast
        var toldSecond = Instant.distantPast
        var toldThird = Instant.distantPast
        var hasSpoken = false
    }

    public init(topic: SourceTopic, partition: Int, incarnation: UInt32, destinations: Int) {
        self.topic = topic
        self.partition = partition
        self.incarnation = incarnation
        lanes = (0..<destinations).map { _ in Lane() }
    }

    /// Begins a record of the source; its messages are numbered from 0 for each destination.
    public mutating func beginOrigin(_ offset: Int64) {
        origin = offset
        for lane in lanes { lane.number = 0 }
    }

    /// Adds a message; `body` writes it.
    @inline(__always)
    public mutating func send(
        _ kind: MessageKind, to key: EntityKey, at eventTime: Instant, _ body: (inout ByteWriter) -> Void
    ) {
        if isSuppressed { return }
        let destination = key.partition(of: lanes.count)
        let lane = lanes[destination]
        if lane.messages == 0 {
            lane.writer.removeAll()
            FrameHeader(kind: .messages, topic: topic, partition: partition, incarnation: incarnation).encode(
                into: &lane.writer)
            lane.baseOrigin = origin
            lane.baseTime = eventTime.ms
        }
        lane.writer.put8(kind.rawValue)
        MessageHead.putKey(key, into: &lane.writer)
        lane.writer.putVarint(UInt64(bitPattern: origin &- lane.baseOrigin))
        lane.writer.putVarint(UInt64(lane.number))
        lane.writer.putSigned(eventTime.ms &- lane.baseTime)
        let length = lane.writer.count
        lane.writer.put(UInt32(0))
        body(&lane.writer)
        lane.writer.patch(UInt32(lane.writer.count - length - 4), at: length)
        lane.messages += 1
        lane.number += 1
        if lane.writer.count >= OutgoingFrames.frameBytes { finish(destination) }
    }

    /// The record is wholly sent: frames finished from now on vouch for these watermarks.
    public mutating func completeOrigin(watermarks: (Instant, Instant, Instant)) { self.watermarks = watermarks }

    /// Finishes every frame under way, and adds a tick for each destination that has not been told of watermarks that
    /// rose by `granularity` ms or more. The owner calls it before it closes a commit.
    public mutating func flush(tickGranularityMs granularity: Int64) {
        for destination in lanes.indices {
            let lane = lanes[destination]
            if lane.messages > 0 {
                finish(destination)
            } else if !isSuppressed, needsTick(lane, granularity) {
                lane.writer.removeAll()
                FrameHeader(kind: .messages, topic: topic, partition: partition, incarnation: incarnation)
                    .encode(into: &lane.writer)
                lane.baseOrigin = origin
                lane.baseTime = 0
                finish(destination)
            }
        }
    }

    private func needsTick(_ lane: Lane, _ granularity: Int64) -> Bool {
        if isEmptySource { return !lane.hasSpoken }
        func rose(_ now: Instant, _ told: Instant) -> Bool {
            now > told && (told == .distantPast || now.ms &- granularity >= told.ms)
        }
        return rose(watermarks.0, lane.told) || rose(watermarks.1, lane.toldSecond)
            || rose(watermarks.2, lane.toldThird)
    }

    private mutating func finish(_ destination: Int) {
        let lane = lanes[destination]
        lane.writer.patch(UInt8(isEmptySource ? 1 : 0), at: 3)
        lane.writer.patch(lane.messages, at: 12)
        lane.writer.patch(lane.baseOrigin, at: 16)
        lane.writer.patch(lane.baseTime, at: 24)
        lane.writer.patch(watermarks.0.ms, at: 32)
        lane.writer.patch(watermarks.1.ms, at: 40)
        lane.writer.patch(watermarks.2.ms, at: 48)
        finished.append(Frame(destination: destination, bytes: Array(lane.writer.bytes)))
        lane.messages = 0
        lane.told = watermarks.0
        lane.toldSecond = watermarks.1
        lane.toldThird = watermarks.2
        lane.hasSpoken = true
    }

    /// Hands over the finished frames.
    public mutating func takeFinished() -> [Frame] {
        let frames = finished
        finished.removeAll(keepingCapacity: true)
        return frames
    }
}
