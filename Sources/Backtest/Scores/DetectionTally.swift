import DisruptionCore

/// How many disruptions of one pattern and operating day were told, and what became of them; by severity from none to
/// critical.
///
/// What was told, taken back or averted counts under the highest severity that was told of it, what was confirmed under
/// the confirmed one.
struct DetectionTally: Sendable, Equatable {
    private(set) var told = [Int](repeating: 0, count: 5)
    private(set) var confirmed = [Int](repeating: 0, count: 5)
    private(set) var retracted = [Int](repeating: 0, count: 5)
    /// Of those that were taken back: what averted them is known.
    private(set) var averted = [Int](repeating: 0, count: 5)
    private(set) var superseded = 0
    /// Neither confirmed nor taken back.
    private(set) var unsettled = 0
    /// Times that one was opened, a second episode of a day too.
    private(set) var openings = 0

    mutating func add(_ story: DisruptionStory) {
        let worst = Int(story.worst.rawValue)
        told[worst] += 1
        openings += story.openings
        if story.isConfirmed {
            confirmed[Int(story.severity.rawValue)] += 1
        } else if story.lifecycle == .retracted {
            retracted[worst] += 1
            if story.isAverted { averted[worst] += 1 }
        } else if story.lifecycle == .superseded {
            superseded += 1
        } else {
            unsettled += 1
        }
    }

    mutating func add(_ other: DetectionTally) {
        for at in 0..<5 {
            told[at] += other.told[at]
            confirmed[at] += other.confirmed[at]
            retracted[at] += other.retracted[at]
            averted[at] += other.averted[at]
        }
        superseded += other.superseded
        unsettled += other.unsettled
        openings += other.openings
    }
}
