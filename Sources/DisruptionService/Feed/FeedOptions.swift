public import DisruptionCore

/// How events are told.
public struct FeedOptions: Sendable {
    public var speed = FeedSpeed.max
    /// Events before this instant are told as fast as the target takes them, whatever the speed.
    public var rushTo = Instant.distantPast
    /// Which event time the clock starts with.
    package var start = FeedPacer.Start.firstEvent
    /// Events of this instant and later ones are not told.
    public var until = Instant.distantFuture
    /// Sends the time marks behind the last event. Without them, what is still open stays open, and later events can
    /// follow.
    public var settles = true
    /// How long it waits behind the first marks where events are told as fast as they can be, milliseconds: a daemon
    /// that runs reads them in every partition, so that none counts as empty any more when the last mark comes.
    public var startPauseMs: Int64 = 0
    /// Who tells, as the time marks say it; of letters alone.
    public var source = "history"
    /// Event time from the first to the expected last event, for the progress.
    public var span: (first: Instant, last: Instant)?
    /// How long the end, or a stop, waits for the target.
    public var finishLimit = Duration.seconds(10)

    public init() {}
}
