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
    /// Bytes at which a frame is cut. What is sent does not depend on it.
    public var cutBytes = OutgoingFrames.frameBytes
    /// Nothing is gathered: the effects of what is read stand in the log already.
    public var isSuppressed = false
    /// Whether the source has had a record or a mark; until then its frames say that it is empty.
    public var isEmptySource = false
    /// Finished frames, oldest first; the owner takes them.
    public private(set) var finished: [Frame] = []

    /// Partitions of the entities topic.
    private let destinations: Int
    /// Their frames under way, one each.
    private let lanes: UnsafeMutablePointer<Lane>
    private var origin: Int64 = 0
    private var watermarks: (Instant, Instant, Instant) = (.distantPast, .distantPast, .distantPast)

    private struct Lane: ~Copyable {
        var writer = ByteWriter(capacity: 1024)
        var messages: UInt32 = 0
        var number: UInt32 = 0
        var baseOrigin: Int64 = 0
        var baseTime: Int64 = 0
        var told = Instant.distantPast
        var toldSecond = Instant.distantPast
        var toldThird = Instant.distantPast
        var hasSpoken = false

        @inline(__always) mutating func put(
            _ kind: MessageKind, _ key: EntityKey, _ origin: Int64, _ eventTime: Instant,
            _ body: (inout ByteWriter) -> Void
        ) {
            writer.put8(kind.rawValue)
            MessageHead.putKey(key, into: &writer)
            writer.putVarint(UInt64(bitPattern: origin &- baseOrigin))
            writer.putVarint(UInt64(number))
            writer.putSigned(eventTime.ms &- baseTime)
            let length = writer.count
            writer.put(UInt32(0))
            body(&writer)
            writer.patch(UInt32(writer.count - length - 4), at: length)
            messages += 1
            number += 1
        }

        /// Completes the head.
        mutating func close(isEmptySource: Bool, watermarks: (Instant, Instant, Instant)) {
            writer.patch(UInt8(isEmptySource ? 1 : 0), at: 3)
            writer.patch(messages, at: 12)
            writer.patch(baseOrigin, at: 16)
            writer.patch(baseTime, at: 24)
            writer.patch(watermarks.0.ms, at: 32)
            writer.patch(watermarks.1.ms, at: 40)
            writer.patch(watermarks.2.ms, at: 48)
            messages = 0
            (told, toldSecond, toldThird) = watermarks
            hasSpoken = true
        }

        func needsTick(_ watermarks: (Instant, Instant, Instant), _ granularity: Int64) -> Bool {
            func rose(_ now: Instant, _ told: Instant) -> Bool {
                now > told && (told == .distantPast || now.ms &- granularity >= told.ms)
            }
            return rose(watermarks.0, told) || rose(watermarks.1, toldSecond) || rose(watermarks.2, toldThird)
        }
    }

    public init(topic: SourceTopic, partition: Int, incarnation: UInt32, destinations: Int) {
        self.topic = topic
        self.partition = partition
        self.incarnation = incarnation
        self.destinations = destinations
        lanes = .allocate(capacity: destinations)
        for destination in 0..<destinations { (lanes + destination).initialize(to: Lane()) }
    }

    deinit {
        lanes.deinitialize(count: destinations)
        lanes.deallocate()
    }

    /// Begins a record of the source; its messages are numbered from 0 for each destination.
    public mutating func beginOrigin(_ offset: Int64) {
        origin = offset
        for destination in 0..<destinations { lanes[destination].number = 0 }
    }

    /// Adds a message; `body` writes it.
    @inline(__always)
    public mutating func send(
        _ kind: MessageKind, to key: EntityKey, at eventTime: Instant, _ body: (inout ByteWriter) -> Void
    ) {
        if isSuppressed { return }
        let destination = key.partition(of: destinations)
        if lanes[destination].messages == 0 { begin(destination, eventTime) }
        lanes[destination].put(kind, key, origin, eventTime, body)
        if lanes[destination].writer.count >= cutBytes { finish(destination) }
    }

    private mutating func begin(_ destination: Int, _ eventTime: Instant) {
        lanes[destination].writer.removeAll()
        FrameHeader(kind: .messages, topic: topic, partition: partition, incarnation: incarnation).encode(
            into: &lanes[destination].writer)
        lanes[destination].baseOrigin = origin
        lanes[destination].baseTime = eventTime.ms
    }

    /// The record is wholly sent: frames finished from now on vouch for these watermarks.
    public mutating func completeOrigin(watermarks: (Instant, Instant, Instant)) { self.watermarks = watermarks }

    /// Finishes every frame under way, and adds a tick for each destination that has not been told of watermarks that
    /// rose by `granularity` ms or more. The owner calls it before it closes a commit.
    public mutating func flush(tickGranularityMs granularity: Int64) {
        for destination in 0..<destinations {
            if lanes[destination].messages > 0 {
                finish(destination)
            } else if !isSuppressed, needsTick(destination, granularity) {
                begin(destination, Instant(ms: 0))
                finish(destination)
            }
        }
    }

    private func needsTick(_ destination: Int, _ granularity: Int64) -> Bool {
        isEmptySource ? !lanes[destination].hasSpoken : lanes[destination].needsTick(watermarks, granularity)
    }

    private mutating func finish(_ destination: Int) {
        lanes[destination].close(isEmptySource: isEmptySource, watermarks: watermarks)
        finished.append(Frame(destination: destination, bytes: Array(lanes[destination].writer.bytes)))
    }

    /// Nothing is gathered that was not handed over.
    public var isDrained: Bool {
        finished.isEmpty && (0..<destinations).allSatisfy { lanes[$0].messages == 0 }
    }

    /// Hands over the finished frames.
    public mutating func takeFinished() -> [Frame] {
        let frames = finished
        finished.removeAll(keepingCapacity: true)
        return frames
    }
}

extension OutgoingFrames {
    /// Writes what frames to come depend on: the last origin, the watermarks, and which of them each destination was
    /// told. What is told behind a snapshot is told again after a restart, which harms nothing: watermarks only rise.
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(origin)
        for instant in [watermarks.0, watermarks.1, watermarks.2] { writer.putInstant(instant) }
        for at in 0..<destinations {
            for instant in [lanes[at].told, lanes[at].toldSecond, lanes[at].toldThird] { writer.putInstant(instant) }
        }
    }

    /// Takes it in, where nothing was sent so far.
    mutating func restore(_ reader: inout SnapshotReader) {
        origin = reader.read()
        watermarks = (reader.instant(), reader.instant(), reader.instant())
        for at in 0..<destinations {
            lanes[at].told = reader.instant()
            lanes[at].toldSecond = reader.instant()
            lanes[at].toldThird = reader.instant()
        }
    }
}
