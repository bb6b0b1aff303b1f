public import DisruptionCore

/// What a replay did.
@dynamicMemberLookup
public struct ReplayOutcome: Sendable, Equatable {
    /// What was sent.
    public var fed: FeedOutcome
    /// Legs whose events were begun.
    public var legs = 0
    /// Where to go on after a stop: the earliest scheduled departure of a leg that is not told to its end.
    public var resumeFrom: Instant?

    public init(_ fed: FeedOutcome = FeedOutcome()) { self.fed = fed }

    public subscript<Value>(dynamicMember path: WritableKeyPath<FeedOutcome, Value>) -> Value {
        get { fed[keyPath: path] }
        set { fed[keyPath: path] = newValue }
    }

    /// Events handed over.
    public var events: Int { fed.events }

    /// One to three sentences for the end.
    public var text: String {
        guard fed.last != nil else { return "no leg departs in that time; nothing was sent" }
        var text =
            "\(resumeFrom == nil ? "done" : "stopped"): \(FeedText.count(events)) events of "
            + "\(FeedText.count(legs)) legs, \(fed.spanText)\(fed.acknowledgedText)"
        if fed.isSettled {
            text +=
                ". A time mark behind it settles everything: history of the five days behind is late from now on; "
                + "give --keep-open where more follows"
        }
        if let resumeFrom {
            text += ". Go on with --from \(FeedText.instant(resumeFrom)): what comes twice has no effect"
        }
        return text
    }
}
