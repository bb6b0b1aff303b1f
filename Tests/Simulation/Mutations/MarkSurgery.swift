@testable import DisruptionCore

/// What a partition remembers of its sources, taken apart, so that what the engine never does can be done to it.
struct MarkSurgery {
    private struct Mark {
        var flags: UInt8
        var incarnation: UInt32
        var origin: Int64
        var number: Int64
        var watermarks: [Int64]
    }

    private let layout: LogLayout
    private var marks: [Mark] = []
    private var stages: [Int64] = []

    init(_ marks: SourceMarks, _ layout: LogLayout) {
        self.layout = layout
        var writer = ByteWriter()
        marks.encodeSnapshot(into: &writer)
        var reader = ByteReader(writer.bytes)
        for _ in 0..<layout.sources {
            self.marks.append(
                Mark(
                    flags: reader.read(), incarnation: reader.read(), origin: reader.readSigned(),
                    number: reader.readSigned(), watermarks: (0..<3).map { _ in reader.readSigned() }))
        }
        stages = (0..<4).map { _ in reader.readSigned() }
    }

    /// Takes a source's watermarks as a frame has them, lower ones too.
    mutating func take(_ header: FrameHeader, source: Int) {
        let told = [header.watermarks.0.ms, header.watermarks.1.ms, header.watermarks.2.ms]
        guard zip(told, marks[source].watermarks).contains(where: { $0 < $1 }) else { return }
        marks[source].watermarks = zip(told, marks[source].watermarks).map { min($0, $1) }
        let raw = layout.rawSources
        stages[0] = min(stages[0], least(0..<raw, 0))
        for stage in 1..<4 { stages[stage] = min(stages[stage], least(raw..<layout.sources, stage - 1)) }
    }

    /// Forgets all watermarks.
    mutating func forgetWatermarks() {
        for index in marks.indices { marks[index].watermarks = [.min, .min, .min] }
        stages = [.min, .min, .min, .min]
    }

    private func least(_ sources: Range<Int>, _ stage: Int) -> Int64 {
        let speaking = sources.filter { marks[$0].flags & 1 == 0 }
        return speaking.map { marks[$0].watermarks[stage] }.min() ?? .min
    }

    var bytes: [UInt8] {
        var writer = ByteWriter()
        for mark in marks {
            writer.put8(mark.flags)
            writer.put(mark.incarnation)
            writer.putSigned(mark.origin)
            writer.putSigned(mark.number)
            for watermark in mark.watermarks { writer.putSigned(watermark) }
        }
        for stage in stages { writer.putSigned(stage) }
        return Array(writer.bytes)
    }

    /// What the engine is given back.
    var result: SourceMarks {
        bytes.withUnsafeBytes { view in
            var reader = SnapshotReader(.log, ByteReader(view))
            return SourceMarks(layout: layout, restoring: &reader)
        }
    }
}
