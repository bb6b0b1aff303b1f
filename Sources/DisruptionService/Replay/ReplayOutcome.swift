public import DisruptionCore

/// What a replay did.
public struct ReplayOutcome: Sendable, Equatable {
    /// Events handed over.
    public var events = 0
    /// Legs whose events were begun.
    public var legs = 0
    /// Records of time marks.
    public var marks = 0
    /// Event times of the first and last event; nil where there was none.
    public var first: Instant?
    public var last: Instant?
    /// The time marks behind the last event were sent, so everything settles.
    public var isSettled = false
    /// Records that the broker has not acknowledged.
    public var unacknowledged = 0
    /// Where to go on after a stop: the earliest scheduled departure of a leg that is not told to its end.
    public var resumeFrom: Instant?
    public var elapsedMs: Int64 = 0

    public init() {}

    /// One to three sentences for the end.
    public var text: String {
        guard let first, let last else { return "no leg departs in that time; nothing was sent" }
        let rate = elapsedMs > 0 ? Int(Int64(events) * 1000 / elapsedMs) : events
        var text =
            "\(resumeFrom == nil ? "done" : "stopped"): \(ReplayText.count(events)) events of "
            + "\(ReplayText.count(legs)) legs, \(ReplayText.instant(first)) to \(ReplayText.instant(last)), in "
            + "\(ReplayText.duration(seconds: elapsedMs / 1000)) (\(ReplayText.count(rate))/s)"
        if unacknowledged > 0 {
            text += "; the broker did not acknowledge \(ReplayText.count(unacknowledged)) records, which may be missing"
        } else {
            text += ", all acknowledged"
        }
        if isSettled {
            text +=
                ". A time mark behind it settles everything: history of the five days behind is late from now on; "
                + "give --keep-open where more follows"
        }
        if let resumeFrom {
            text += ". Go on with --from \(ReplayText.instant(resumeFrom)): what comes twice has no effect"
        }
        return text
    }
}
