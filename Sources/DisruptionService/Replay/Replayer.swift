import DisruptionCore
public import History

/// Tells history to the input topics: events in order of time, paced, with time marks between them.
public struct Replayer<Target: FeedTarget>: ~Copyable {
    private let target: Target
    private let options: FeedOptions
    private let clockMs: () -> Int64
    private var hooks = Feeder<HistoryFeed, Target>.Hooks()

    /// - Parameters:
    ///   - clockMs: milliseconds of a clock that never jumps.
    ///   - isStopped: asked at least every 50 ms.
    ///   - report: called about five times a second.
    public init(
        target: Target, options: FeedOptions, clockMs: @escaping () -> Int64, isStopped: @escaping () -> Bool,
        report: @escaping (FeedProgress) -> Void = { _ in }
    ) {
        self.target = target
        self.options = options
        self.clockMs = clockMs
        hooks.isStopped = isStopped
        hooks.report = { progress, _ in report(progress) }
    }

    /// Tells all events, or those until it is stopped.
    /// - Throws: `HistoryError` when a file cannot be read on, `KafkaError` when the broker refuses for good.
    public consuming func run(_ stream: consuming EventStream) throws -> ReplayOutcome {
        var feeder = Feeder(
            source: HistoryFeed(stream), target: target, options: options, clockMs: clockMs, hooks: hooks)
        let told = try feeder.run()
        var outcome = ReplayOutcome(told)
        outcome.legs = feeder.source.legsTaken
        if told.isStopped { outcome.resumeFrom = try feeder.resumption() }
        return outcome
    }
}

extension Feeder where Source == HistoryFeed {
    fileprivate mutating func resumption() throws -> Instant? { try source.resumption() }
}
