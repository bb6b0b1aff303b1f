/// What a partition remembers of one source: the last message applied, and what the source vouches for.
struct SourceMark {
    private var incarnation: UInt32 = 0
    private var origin: Int64 = -1
    private var number: Int64 = -1
    /// Watermarks told: an input partition's own first; an entities partition's W1, W2, W3.
    private(set) var watermarks: (Instant, Instant, Instant) = (.distantPast, .distantPast, .distantPast)
    /// The source has said that it is empty and nothing since.
    private(set) var isEmpty = false
    /// The source has spoken.
    private(set) var isKnown = false

    /// Whether the message is above everything applied; then it is taken as applied.
    mutating func admits(incarnation: UInt32, origin: Int64, number: UInt32) -> Bool {
        if incarnation != self.incarnation {
            guard incarnation > self.incarnation else { return false }
        } else if origin != self.origin {
            guard origin > self.origin else { return false }
        } else {
            guard Int64(number) > self.number else { return false }
        }
        self.incarnation = incarnation
        self.origin = origin
        self.number = Int64(number)
        return true
    }

    /// Takes in a frame's watermarks, each of which only ever rises.
    mutating func hear(_ header: FrameHeader) {
        isEmpty = header.isEmptySource && (isEmpty || !isKnown)
        isKnown = true
        watermarks.0 = max(watermarks.0, header.watermarks.0)
        watermarks.1 = max(watermarks.1, header.watermarks.1)
        watermarks.2 = max(watermarks.2, header.watermarks.2)
    }
}

/// The watermarks of the stages of one entities partition (W1 vouches for facts that reached legs, W2 for what legs
/// said, W3 for what those told said in turn, W4 one hop further). Each only ever rises.
public struct StageWatermarks: Equatable, Sendable {
    public var w1 = Instant.distantPast
    public var w2 = Instant.distantPast
    public var w3 = Instant.distantPast
    public var w4 = Instant.distantPast
}

/// All sources of one partition.
struct SourceMarks {
    private var marks: [SourceMark]
    private let layout: LogLayout
    private(set) var stages = StageWatermarks()

    init(layout: LogLayout) {
        self.layout = layout
        marks = Array(repeating: SourceMark(), count: layout.sources)
    }

    mutating func admits(source: Int, incarnation: UInt32, origin: Int64, number: UInt32) -> Bool {
        marks[source].admits(incarnation: incarnation, origin: origin, number: number)
    }

    /// Takes in a frame's watermarks after its messages.
    /// - Returns: whether a stage's watermark rose.
    mutating func hear(_ header: FrameHeader, source: Int) -> Bool {
        marks[source].hear(header)
        let before = stages
        let raw = layout.rawSources
        if source < raw {
            stages.w1 = max(stages.w1, least(0..<raw) { $0.watermarks.0 })
        } else {
            let all = raw..<layout.sources
            stages.w2 = max(stages.w2, least(all) { $0.watermarks.0 })
            stages.w3 = max(stages.w3, least(all) { $0.watermarks.1 })
            stages.w4 = max(stages.w4, least(all) { $0.watermarks.2 })
        }
        return stages != before
    }

    /// The least of what the sources vouch for; empty ones hold nothing back, unknown ones everything.
    private func least(_ sources: Range<Int>, _ value: (SourceMark) -> Instant) -> Instant {
        var least = Instant.distantFuture
        var any = false
        for source in sources {
            let mark = marks[source]
            if !mark.isKnown { return .distantPast }
            if mark.isEmpty { continue }
            any = true
            least = min(least, value(mark))
        }
        return any ? least : .distantPast
    }

    /// The sources that hold W1 back: those not heard of, or with the least watermark.
    var holdingBack: [Int] {
        let raw = 0..<layout.rawSources
        let unknown = raw.filter { !marks[$0].isKnown }
        if !unknown.isEmpty { return unknown }
        let lowest = least(raw) { $0.watermarks.0 }
        return raw.filter { !marks[$0].isEmpty && marks[$0].watermarks.0 == lowest }
    }
}

extension SourceMarks {
    func encodeSnapshot(into writer: inout ByteWriter) {
        for mark in marks { mark.encodeSnapshot(into: &writer) }
        for instant in [stages.w1, stages.w2, stages.w3, stages.w4] { writer.putInstant(instant) }
    }

    init(layout: LogLayout, restoring reader: inout SnapshotReader) {
        self.layout = layout
        marks = (0..<layout.sources).map { _ in SourceMark(restoring: &reader) }
        stages.w1 = reader.instant()
        stages.w2 = reader.instant()
        stages.w3 = reader.instant()
        stages.w4 = reader.instant()
    }
}

extension SourceMark {
    fileprivate func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put8((isEmpty ? 1 : 0) | (isKnown ? 2 : 0))
        writer.put(incarnation)
        writer.putSigned(origin)
        writer.putSigned(number)
        for instant in [watermarks.0, watermarks.1, watermarks.2] { writer.putInstant(instant) }
    }

    fileprivate init(restoring reader: inout SnapshotReader) {
        let flags: UInt8 = reader.read()
        isEmpty = flags & 1 != 0
        isKnown = flags & 2 != 0
        incarnation = reader.read()
        origin = reader.bytes.readSigned()
        number = reader.bytes.readSigned()
        watermarks = (reader.instant(), reader.instant(), reader.instant())
    }
}
