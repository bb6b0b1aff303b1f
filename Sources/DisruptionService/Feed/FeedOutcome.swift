public import DisruptionCore
public import WireFormat

/// How many records went to each input topic.
public struct RecordCounts: Sendable, Equatable {
    private var counts = [Int](repeating: 0, count: InputTopic.allCases.count)

    public init() {}

    /// Records of one topic.
    public subscript(topic: InputTopic) -> Int {
        get { counts[Int(topic.rawValue)] }
        set { counts[Int(topic.rawValue)] = newValue }
    }

    /// Records of all topics.
    public var total: Int { counts.reduce(0, +) }

    /// `flight.events 12,034, passenger.events 3,204`: the topics that got any.
    public var text: String {
        InputTopic.allCases.filter { self[$0] > 0 }.map { "\($0.name) \(FeedText.count(self[$0]))" }
            .joined(separator: ", ")
    }
}

/// What telling events did.
public struct FeedOutcome: Sendable, Equatable {
    /// Events handed over.
    public var sent = RecordCounts()
    /// Records of time marks.
    public var marks = 0
    /// Event times of the first and last event; nil where there was none.
    public var first: Instant?
    public var last: Instant?
    /// It was stopped before its end.
    public var isStopped = false
    /// The time marks behind the last event were sent, so everything settles.
    public var isSettled = false
    /// Records that the target has not acknowledged.
    public var unacknowledged = 0
    public var elapsedMs: Int64 = 0

    public init() {}

    /// Events handed over, to all topics.
    public var events: Int { sent.total }

    /// `2008-01-05T12:00:00Z to 2008-01-05T13:00:00Z, in 0:04 (444,689/s)`; empty where nothing was sent.
    var spanText: String {
        guard let first, let last else { return "" }
        let rate = elapsedMs > 0 ? Int(Int64(events) * 1000 / elapsedMs) : events
        return "\(FeedText.instant(first)) to \(FeedText.instant(last)), in "
            + "\(FeedText.duration(seconds: elapsedMs / 1000)) (\(FeedText.count(rate))/s)"
    }

    /// What the broker has of it, as the end of a sentence.
    var acknowledgedText: String {
        guard unacknowledged > 0 else { return ", all acknowledged" }
        return "; the broker did not acknowledge \(FeedText.count(unacknowledged)) records, which may be missing"
    }
}
