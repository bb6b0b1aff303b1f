import DisruptionCore

/// Changes frames on their way to the log, where a rule is to be broken; else it hands them on. One for each life of a
/// lane.
final class FrameRewriter {
    private let rules: BrokenRules
    private let life: Dice
    /// Raised with every life, where nothing is known again.
    private let incarnation: UInt32
    /// The last frame of each source and destination that was held back, in the order of their coming.
    private var held: [(source: Source, frame: Frame)] = []
    /// The last origin of each source and destination.
    private var lastOrigins: [Source: (incarnation: UInt32, origin: Int64)] = [:]

    private struct Source: Hashable {
        let topic: SourceTopic
        let partition: Int
        let destination: Int
    }

    /// - Parameters:
    ///   - life: what chance has in store for this life alone.
    ///   - number: of lives before it.
    init(_ rules: BrokenRules, life: Dice, number: Int) {
        self.rules = rules
        self.life = life
        incarnation = UInt32(1_000 + number)
    }

    func rewrite(_ frame: Frame) -> [Frame] {
        guard rules.changesFrames, var text = FrameText(frame.bytes) else { return [frame] }
        let source = Source(topic: text.header.topic, partition: text.header.partition, destination: frame.destination)
        if rules.neverDropsAgain { text.header.incarnation = incarnation }
        if rules.marksWholeFrames { dropBeginning(&text, source) }
        if rules.shufflesMessages { shuffle(&text) }
        var frames: [Frame] = []
        if rules.tellsWatermarkFirst, !text.messages.isEmpty {
            var tick = text
            tick.messages = []
            frames.append(Frame(destination: frame.destination, bytes: tick.bytes))
        }
        frames.append(Frame(destination: frame.destination, bytes: text.bytes))
        guard rules.vouchesForHalfSent else { return frames }
        return hold(frames, source, text.header.watermarks)
    }

    /// Frames that were held back.
    func release() -> [Frame] {
        defer { held = [] }
        return held.map(\.frame)
    }

    /// The receiver takes the frame's last origin as wholly applied: what is left of it comes to nothing.
    private func dropBeginning(_ text: inout FrameText, _ source: Source) {
        let incarnation = text.header.incarnation
        if let last = lastOrigins[source], last.incarnation == incarnation {
            text.messages.removeAll { $0.head.origin == last.origin }
        }
        if let end = text.messages.last?.head.origin { lastOrigins[source] = (incarnation, end) }
    }

    /// The messages of one origin come in an order that another life of the process does not repeat.
    private func shuffle(_ text: inout FrameText) {
        var start = 0
        while start < text.messages.count {
            let origin = text.messages[start].head.origin
            let end = text.messages[start...].firstIndex { $0.head.origin != origin } ?? text.messages.count
            let numbers = text.messages[start..<end].map(\.head.number)
            var order = Array(text.messages[start..<end])
            var dice = life
            dice.shuffle(&order)
            for (index, number) in numbers.enumerated() {
                order[index].head.number = number
                text.messages[start + index] = order[index]
            }
            start = end
        }
    }

    /// Gives each frame the watermarks of the one behind it, which speak for what this one holds only a part of.
    private func hold(_ frames: [Frame], _ source: Source, _ watermarks: (Instant, Instant, Instant)) -> [Frame] {
        var ready: [Frame] = []
        if let index = held.firstIndex(where: { $0.source == source }) {
            if var text = FrameText(held[index].frame.bytes) {
                text.header.watermarks = watermarks
                ready.append(Frame(destination: source.destination, bytes: text.bytes))
            }
            held.remove(at: index)
        }
        if let last = frames.last { held.append((source, last)) }
        return ready
    }
}
