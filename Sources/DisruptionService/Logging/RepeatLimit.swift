import DisruptionCore

/// Decides which repeats of one code are written: so many per window, and the rest is a number.
///
/// The first event behind a window that left some out carries their number; `collect` gives it when none comes.
struct RepeatLimit {
    /// What to do with an event.
    enum Verdict: Equatable {
        /// Write it, and that so many before it were left out.
        case write(leftOut: Int)
        case leaveOut
    }

    private var windowStart: Instant?
    private var written = 0
    private var leftOut = 0

    mutating func admit(at now: Instant) -> Verdict {
        if isOver(at: now) {
            windowStart = now
            written = 0
        }
        guard written < ServiceLimits.logRepeats else {
            leftOut += 1
            return .leaveOut
        }
        written += 1
        defer { leftOut = 0 }
        return .write(leftOut: leftOut)
    }

    /// How many were left out in a window that is over, once; nil for none.
    mutating func collect(at now: Instant, evenIfNotOver: Bool = false) -> Int? {
        guard leftOut > 0, evenIfNotOver || isOver(at: now) else { return nil }
        defer { leftOut = 0 }
        return leftOut
    }

    /// A clock that was set back ends a window too.
    private func isOver(at now: Instant) -> Bool {
        guard let windowStart else { return true }
        return now < windowStart || now.ms - windowStart.ms >= ServiceLimits.logRepeatWindowMs
    }
}
