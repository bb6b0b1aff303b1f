import DisruptionCore

/// What is to happen, in the order of simulated time; what falls on the same millisecond happens in any order, by the
/// seed. One thread runs it all, which is why it may be shared unchecked.
///
/// A call that waits for a broker lets others run meanwhile: `pass`. The one who waits goes on when they have had
/// their turn, so calls end in the reverse order of their begin; one that has to wait for another is merely slow, as
/// any thread may be.
final class Timeline: @unchecked Sendable {
    private struct Entry {
        let atMs: Int64
        let tie: UInt64
        let body: () -> Void
    }

    /// Calls that wait inside each other; beyond it the time they take is charged to who called, all at once.
    private static let depthMax = 2

    private(set) var nowMs: Int64 = 0
    private var entries: [Entry] = []
    private var dice: Dice
    private var depth = 0
    /// What the step under way has taken at the deepest level, ms.
    private(set) var chargedMs: Int64 = 0
    /// The time of day at the beginning, and how many of its milliseconds pass in one of the timeline's.
    let beginning: Instant
    let speed: Int64

    init(_ dice: Dice, beginning: Instant, speed: Int64) {
        self.dice = dice
        self.beginning = beginning
        self.speed = speed
    }

    /// The clock of whoever steps now, ms.
    var clockMs: Int64 { nowMs + chargedMs }

    /// The time of day.
    var now: Instant { beginning.adding(ms: clockMs * speed) }

    var isEmpty: Bool { entries.isEmpty }

    func after(_ ms: Int64, _ body: @escaping () -> Void) {
        entries.append(Entry(atMs: clockMs + max(0, ms), tie: dice.next(), body: body))
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard Timeline.isBefore(entries[child], entries[parent]) else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    /// Runs what is due up to an instant, or until a condition holds.
    func run(until endMs: Int64, or isDone: () -> Bool) {
        while !isDone(), let first = entries.first, first.atMs <= endMs {
            removeFirst()
            nowMs = max(nowMs, first.atMs)
            let charged = chargedMs
            chargedMs = 0
            first.body()
            chargedMs = charged
        }
        if !isDone() { nowMs = max(nowMs, endMs) }
    }

    /// Lets time pass for the one who steps now, up to so long, until a condition holds.
    func pass(_ ms: Int64, until isDone: () -> Bool = { false }) {
        guard depth < Timeline.depthMax else {
            if !isDone() { chargedMs += ms }
            return
        }
        depth += 1
        run(until: nowMs + ms, or: isDone)
        depth -= 1
    }

    /// Forgets all that was to happen, and with it who was to do it.
    func end() { entries = [] }

    /// Others can have their turn while the one who steps now waits.
    var letsOthersRun: Bool { depth < Timeline.depthMax }

    private func removeFirst() {
        let last = entries.count - 1
        entries.swapAt(0, last)
        entries.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < last {
                if Timeline.isBefore(entries[child], entries[least]) { least = child }
            }
            if least == parent { return }
            entries.swapAt(parent, least)
            parent = least
        }
    }

    private static func isBefore(_ a: Entry, _ b: Entry) -> Bool { (a.atMs, a.tie) < (b.atMs, b.tie) }
}
