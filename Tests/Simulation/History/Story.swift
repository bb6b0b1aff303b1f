/// What happened in a history, for a person; nothing is kept unless somebody wants to read it.
final class Story {
    private let timeline: Timeline
    let isTold: Bool
    private(set) var lines: [String] = []

    init(_ timeline: Timeline, isTold: Bool) {
        self.timeline = timeline
        self.isTold = isTold
    }

    func tell(_ text: @autoclosure () -> String) {
        guard isTold else { return }
        let ms = String(timeline.clockMs)
        let padded = String(repeating: " ", count: max(0, 8 - ms.count)) + ms
        lines.append("\(padded) ms  \(text())")
    }
}
