/// A point in time until which something may block, counted in the milliseconds librdkafka wants.
struct Deadline {
    private let end: ContinuousClock.Instant

    init(within limit: Duration) {
        end = ContinuousClock.now.advanced(by: limit)
    }

    var remaining: Duration { max(.zero, ContinuousClock.now.duration(to: end)) }
    var hasPassed: Bool { remaining == .zero }

    /// What is left, but no more than `most`.
    func milliseconds(atMost most: Duration) -> Int32 {
        min(remaining, most).wholeMilliseconds
    }

    var milliseconds: Int32 { remaining.wholeMilliseconds }
}

extension Duration {
    /// Rounded up, so that a positive duration never becomes a busy loop; capped at what a C int holds.
    var wholeMilliseconds: Int32 {
        guard self > .zero else { return 0 }
        let (seconds, attoseconds) = components
        guard seconds < Int64(Int32.max / 1000) else { return Int32.max }
        let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000
        let fraction = (attoseconds + attosecondsPerMillisecond - 1) / attosecondsPerMillisecond
        return Int32(seconds * 1000 + fraction)
    }
}
