import DisruptionCore

/// When a feed sends time marks: at the start, at every fifth minute of event time that it passes, and far behind the
/// last event, where every day is over and everything settled.
struct MarkSchedule {
    /// Milliseconds of event time between two marks.
    static let everyMs: Int64 = 5 * 60_000
    /// Days from the last event to the last mark: a leg is forgotten three days after its date begins, operating days
    /// end at 03:00 of places up to 12 h behind UTC, and watermarks lag by the allowed lateness.
    static let settledDays: Int64 = 5

    private var next: Instant

    /// - Parameter first: the first event's time; the mark for it is due at once.
    init(first: Instant) { next = MarkSchedule.floor(first) }

    /// The mark that is due once everything before `time` is sent; of several the last, since it says what they say.
    mutating func due(at time: Instant) -> Instant? {
        guard time >= next else { return nil }
        let mark = MarkSchedule.floor(time)
        next = mark.adding(ms: MarkSchedule.everyMs)
        return mark
    }

    /// The mark behind the last event.
    static func final(last: Instant) -> Instant { floor(last).adding(minutes: settledDays * 24 * 60) }

    private static func floor(_ time: Instant) -> Instant {
        Instant(ms: floorDivide(time.ms, everyMs) * everyMs)
    }
}
