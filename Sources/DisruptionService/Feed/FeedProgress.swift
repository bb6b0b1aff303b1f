public import DisruptionCore

/// How far a feed is; pure, so that its text can be tested.
public struct FeedProgress: Sendable, Equatable {
    /// Events handed over.
    public var events = 0
    /// Event time of the last one.
    public var eventTime = Instant.distantPast
    /// Event time that the pace has come to: that of the last event, or later where the next is still to wait for.
    public var reached = Instant.distantPast
    /// Nothing is told until it is resumed.
    public var isPaused = false
    /// Event time from the first to the expected last event; nil where it is not known.
    public var span: (first: Instant, last: Instant)?
    /// Milliseconds since the first event.
    public var elapsedMs: Int64 = 0
    /// Event time per time of the clock; nil for as fast as it goes.
    public var factor: Double?
    /// Events in the last stretch, and its milliseconds: what the rate is taken from.
    public var recent: (events: Int, ms: Int64) = (0, 0)
    /// Why nothing moves.
    public var trouble: String?

    public init() {}

    public static func == (a: FeedProgress, b: FeedProgress) -> Bool { a.text == b.text }

    /// Events per second of late.
    public var rate: Int { recent.ms > 0 ? Int(Int64(recent.events) * 1000 / recent.ms) : 0 }

    /// The share that is done, 0…1, by event time.
    var share: Double? {
        guard let span, span.last > span.first, eventTime > span.first else { return nil }
        return min(1, Double(eventTime.ms - span.first.ms) / Double(span.last.ms - span.first.ms))
    }

    /// Seconds that are left; nil where nobody can say.
    var secondsLeft: Int64? {
        guard let span, let share, share > 0 else { return nil }
        if let factor { return max(0, Int64(Double(span.last.ms - eventTime.ms) / factor / 1000)) }
        guard elapsedMs >= 1000 else { return nil }
        return Int64(Double(elapsedMs) * (1 - share) / share / 1000)
    }

    /// One line: event time, events, rate, share, time left.
    public var text: String {
        if let trouble { return "\(FeedText.count(events)) events sent; \(trouble)" }
        guard events > 0 else { return "no event yet" }
        var text = "\(FeedText.minute(eventTime))  \(FeedText.count(events)) events  \(FeedText.count(rate))/s"
        if let share { text += "  \(Int(share * 100)) %" }
        if let secondsLeft { text += "  \(FeedText.duration(seconds: secondsLeft)) left" }
        return text
    }
}
