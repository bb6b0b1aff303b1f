/// The fixed head of a frame: one record of the entities topic that carries messages from one source partition to one
/// entities partition, a tick that carries watermarks alone, or a configuration.
///
/// Layout, little-endian: version u8, kind u8, source topic u8, flags u8, source partition u16, 0 u16, incarnation u32,
/// messages u32, base origin i64, base time i64, three watermarks i64.
public struct FrameHeader: Equatable, Sendable {
    public static let formatVersion: UInt8 = 1
    /// Bytes of the head.
    public static let size = 56

    public enum Kind: UInt8, Sendable {
        case messages = 0
        case configuration = 1
    }

    public var kind: Kind
    public var topic: SourceTopic
    /// The source is an input partition without a record so far: it holds no watermark back.
    public var isEmptySource: Bool
    public var partition: Int
    /// Rises when the source topic was made anew, so that old marks do not swallow new records.
    public var incarnation: UInt32
    public var messages: UInt32
    /// Offset in the source that message origins count from.
    public var baseOrigin: Int64
    /// Instant that message times count from.
    public var baseTime: Instant
    /// What the source vouches for: an input partition its own watermark first; an entities partition W1, W2, W3.
    public var watermarks: (Instant, Instant, Instant)

    public init(
        kind: Kind, topic: SourceTopic, partition: Int, incarnation: UInt32, isEmptySource: Bool = false,
        messages: UInt32 = 0, baseOrigin: Int64 = 0, baseTime: Instant = Instant(ms: 0),
        watermarks: (Instant, Instant, Instant) = (.distantPast, .distantPast, .distantPast)
    ) {
        self.kind = kind
        self.topic = topic
        self.partition = partition
        self.incarnation = incarnation
        self.isEmptySource = isEmptySource
        self.messages = messages
        self.baseOrigin = baseOrigin
        self.baseTime = baseTime
        self.watermarks = watermarks
    }

    public static func == (a: FrameHeader, b: FrameHeader) -> Bool {
        a.kind == b.kind && a.topic == b.topic && a.isEmptySource == b.isEmptySource && a.partition == b.partition
            && a.incarnation == b.incarnation && a.messages == b.messages && a.baseOrigin == b.baseOrigin
            && a.baseTime == b.baseTime && a.watermarks == b.watermarks
    }

    /// Appends the head.
    public func encode(into writer: inout ByteWriter) {
        writer.put8(FrameHeader.formatVersion)
        writer.put8(kind.rawValue)
        writer.put8(topic.rawValue)
        writer.put8(isEmptySource ? 1 : 0)
        writer.put(UInt16(truncatingIfNeeded: partition))
        writer.put(UInt16(0))
        writer.put(incarnation)
        writer.put(messages)
        writer.put(baseOrigin)
        writer.put(baseTime.ms)
        writer.put(watermarks.0.ms)
        writer.put(watermarks.1.ms)
        writer.put(watermarks.2.ms)
    }

    /// - Throws: `FrameError` when the bytes are no frame that this build reads; the lane stops, since a log that
    ///   cannot be read must not be passed over.
    public init(reading reader: inout ByteReader) throws(FrameError) {
        let version: UInt8 = reader.read()
        guard !reader.failed else { throw .truncated }
        guard version == FrameHeader.formatVersion else { throw .version(version) }
        let kind: UInt8 = reader.read()
        let topic: UInt8 = reader.read()
        let flags: UInt8 = reader.read()
        let partition: UInt16 = reader.read()
        _ = reader.read(UInt16.self)
        guard let kind = Kind(rawValue: kind), let topic = SourceTopic(rawValue: topic) else { throw .malformed }
        self.init(
            kind: kind, topic: topic, partition: Int(partition), incarnation: reader.read(),
            isEmptySource: flags & 1 == 1,
            messages: reader.read(), baseOrigin: reader.read(), baseTime: Instant(ms: reader.read()),
            watermarks: (Instant(ms: reader.read()), Instant(ms: reader.read()), Instant(ms: reader.read())))
        if reader.failed { throw .truncated }
    }
}

/// Why a record of the entities topic cannot be read.
public enum FrameError: Error, Equatable, Sendable {
    case truncated
    case malformed
    /// Written by a build with another format.
    case version(UInt8)
    /// A source that the layout does not have: the partition count of a topic changed.
    case unknownSource(SourceTopic, Int)
    /// The log names a learned file that the engine was not given. Nothing of the record is taken in: it may be given
    /// again behind `PartitionEngine.give`.
    case unknownLearned(UInt64)
}
