import DisruptionCore
import WireFormat

/// All records that will come into the input topics, and when: decided by the seed alone.
struct InputPlan {
    struct Delivery {
        /// When it is appended, ms of the history.
        let atMs: Int64
        /// The input partition, by source index.
        let place: Int
        let key: [UInt8]?
        let value: [UInt8]?
    }

    private(set) var deliveries: [Delivery] = []
    /// When the last record has come.
    private(set) var endMs: Int64 = 0

    /// - Parameter speed: milliseconds of the day in one of the history.
    init(_ layout: LogLayout, isLive: Bool, speed: Int64, _ dice: Dice) {
        var dice = dice
        var writer = EventScript(isLive: isLive, &dice)
        writer.write(&dice)
        var clock = ScriptClock(isLive: isLive, speed: speed)
        func place(_ topic: InputTopic) -> Int {
            let first = layout.index(topic.source, 0) ?? 0
            return first + dice.below(layout.partitions(of: topic.source))
        }
        func markAll(_ time: Instant, at ms: Int64) {
            for index in 0..<layout.rawSources {
                deliveries.append(
                    Delivery(atMs: ms, place: index, key: nil, value: EventScript.mark(time, "\(index)")))
            }
        }
        // A partition that is empty holds nobody back, and what comes first into it may then come too late.
        markAll(HistoryPlan.beginning.adding(minutes: 1), at: 0)
        var nextMark = HistoryPlan.beginning.adding(minutes: 90)
        for event in writer.inOrder {
            let at = clock.ms(of: event.knownAt, &dice)
            if event.knownAt > nextMark, !isLive || dice.happens(permille: 300) {
                markAll(nextMark, at: at)
                nextMark = nextMark.adding(minutes: 90)
            }
            let home = place(event.topic)
            deliveries.append(Delivery(atMs: at, place: home, key: event.key, value: event.value))
            if dice.happens(permille: 80) {
                deliveries.append(Delivery(atMs: at, place: place(event.topic), key: event.key, value: event.value))
            }
        }
        let last = writer.inOrder.last?.knownAt ?? HistoryPlan.beginning
        let quietMs = clock.ms(of: last.adding(minutes: 30), &dice)
        markAll(last.adding(minutes: 1_440), at: quietMs)
        endMs = quietMs + dice.between(0, 5_000)
        markAll(last.adding(minutes: 7 * 1_440), at: endMs)
    }
}

/// When what is known at an instant of the day comes into the topics.
private struct ScriptClock {
    let isLive: Bool
    let speed: Int64
    private var replayMs: Int64 = 100

    init(isLive: Bool, speed: Int64) {
        self.isLive = isLive
        self.speed = speed
    }

    /// In live time when it is known; in a replay one after the other, at times in a bunch.
    mutating func ms(of instant: Instant, _ dice: inout Dice) -> Int64 {
        if isLive { return (instant.ms - HistoryPlan.beginning.ms) / speed }
        replayMs += dice.happens(permille: 30) ? dice.between(500, 6_000) : dice.between(0, 400)
        return replayMs
    }
}
