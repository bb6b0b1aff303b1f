public import DisruptionCore
public import History

/// Tells history to the input topics: events in order of time, paced, with time marks between them.
///
/// A decision loop over an event stream, a clock and a target, all given; one thread.
public struct Replayer<Target: ReplayTarget>: ~Copyable {
    /// What a caller may choose.
    public struct Options: Sendable {
        public var speed = ReplaySpeed.max
        /// Events before this instant are told as fast as the broker takes them, whatever the speed.
        public var rushTo = Instant.distantPast
        /// Sends the time marks behind the last event. Without them, what is still open stays open, and later history
        /// can follow.
        public var settles = true
        /// Event time from the first to the expected last event, for the progress.
        public var span: (first: Instant, last: Instant)?
        /// How long the end, or a stop, waits for the broker.
        public var finishLimit = Duration.seconds(10)

        public init() {}
    }

    private let target: Target
    private let options: Options
    private let clockMs: () -> Int64
    private let isStopped: () -> Bool
    private let report: (ReplayProgress) -> Void
    private var progress = ReplayProgress()
    private var outcome = ReplayOutcome()
    private var writer = EventWriter()
    private var startedMs: Int64 = 0
    private var reportedMs: Int64 = 0
    private var reportedEvents = 0
    private var sinceWait = 0

    /// Milliseconds of the clock between two reports.
    private static var reportMs: Int64 { 200 }
    /// Milliseconds that one wait takes at most, so that a stop is seen.
    private static var waitMs: Int64 { 50 }
    /// Events between two looks at the clock.
    private static var lookEvery: Int { 256 }

    /// - Parameters:
    ///   - clockMs: milliseconds of a clock that never jumps.
    ///   - isStopped: asked at least every 50 ms.
    ///   - report: called about five times a second.
    public init(
        target: Target, options: Options, clockMs: @escaping () -> Int64, isStopped: @escaping () -> Bool,
        report: @escaping (ReplayProgress) -> Void = { _ in }
    ) {
        self.target = target
        self.options = options
        self.clockMs = clockMs
        self.isStopped = isStopped
        self.report = report
    }

    /// Tells all events, or those until it is stopped.
    /// - Throws: `HistoryError` when a file cannot be read on, `KafkaError` when the broker refuses for good.
    public consuming func run(_ stream: inout EventStream) throws -> ReplayOutcome {
        guard let first = try stream.next() else { return outcome }
        begin(first)
        var marks = MarkSchedule(first: first.time)
        var pacer = ReplayPacer(speed: options.speed, rushTo: options.rushTo)
        var event = first
        while true {
            guard try waitUntilDue(event, &pacer, &marks), try send(event) else {
                let pending = event.leg.scheduledDeparture
                outcome.resumeFrom = min(pending, try stream.resumption() ?? pending)
                return finished(stream)
            }
            guard let next = try stream.next() else { break }
            event = next
        }
        if options.settles { outcome.isSettled = try sendMarks(MarkSchedule.final(last: event.time)) }
        return finished(stream)
    }

    private mutating func begin(_ first: HistoricEvent) {
        startedMs = clockMs()
        reportedMs = startedMs
        outcome.first = first.time
        progress.span = options.span
        if case .factor(let factor) = options.speed { progress.factor = factor }
    }

    private mutating func finished(_ stream: borrowing EventStream) -> ReplayOutcome {
        outcome.unacknowledged = target.finish(within: options.finishLimit)
        outcome.legs = stream.legsTaken
        outcome.elapsedMs = clockMs() - startedMs
        return outcome
    }

    /// Sends the marks that are due before an event and waits for its time; false when stopped.
    private mutating func waitUntilDue(
        _ event: HistoricEvent, _ pacer: inout ReplayPacer, _ marks: inout MarkSchedule
    ) throws -> Bool {
        while true {
            let now = clockMs()
            let reached = pacer.reached(next: event.time, clockMs: now)
            if let mark = marks.due(at: min(reached, event.time)) {
                guard try sendMarks(mark) else { return false }
                continue
            }
            if reached >= event.time { return !isStopped() }
            guard try wait(pacer.wait(for: event.time, clockMs: now, most: Self.waitMs)) else { return false }
        }
    }

    private mutating func send(_ event: HistoricEvent) throws -> Bool {
        let key = writer.key(event)
        let value = writer.body(event)
        while true {
            if try target.send(key: key, value: value) { break }
            guard try wait(Self.waitMs) else { return false }
        }
        outcome.events += 1
        outcome.last = event.time
        progress.events = outcome.events
        progress.eventTime = event.time
        sinceWait += 1
        if sinceWait >= Self.lookEvery { _ = try wait(0) }
        return true
    }

    private mutating func sendMarks(_ time: Instant) throws -> Bool {
        let body = TimeMark.body(time)
        for index in 0..<target.markedPartitions {
            while true {
                if try body.withUnsafeBytes({ try target.sendMark(index, value: $0) }) { break }
                guard try wait(Self.waitMs) else { return false }
            }
            outcome.marks += 1
        }
        return true
    }

    /// Lets deliveries and the report go on; false when stopped.
    private mutating func wait(_ milliseconds: Int64) throws -> Bool {
        sinceWait = 0
        try target.wait(milliseconds: milliseconds)
        let now = clockMs()
        if now - reportedMs >= Self.reportMs {
            progress.elapsedMs = now - startedMs
            progress.recent = (progress.events - reportedEvents, now - reportedMs)
            progress.trouble = target.trouble
            report(progress)
            reportedMs = now
            reportedEvents = progress.events
        }
        return !isStopped()
    }
}
