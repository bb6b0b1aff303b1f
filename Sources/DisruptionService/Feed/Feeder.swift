import DisruptionCore
import WireFormat

/// Tells events to the input topics: in order of time, paced, with time marks between them.
///
/// A decision loop over a source, a clock and a target, all given; one thread.
package struct Feeder<Source: FeedSource & ~Copyable, Target: FeedTarget>: ~Copyable {
    /// What looks at a feed while it runs, all on its thread.
    package struct Hooks {
        /// Asked at least every 50 ms.
        package var isStopped: () -> Bool = { false }
        /// Called about five times a second.
        package var report: (FeedProgress, borrowing Source) -> Void = { _, _ in }
        /// Called at least every 50 ms; may change the pace and what is still to come.
        package var steer: ((inout Source, inout FeedPacer, FeedProgress) -> Void)?

        package init() {}
    }

    package var source: Source
    private let target: Target
    private let options: FeedOptions
    private let clockMs: () -> Int64
    private let hooks: Hooks
    private var pacer: FeedPacer
    private var progress = FeedProgress()
    package private(set) var outcome = FeedOutcome()
    private var startedMs: Int64 = 0
    private var reportedMs: Int64 = 0
    private var reportedEvents = 0
    private var sinceWait = 0
    /// Event time of the record that comes next, and of the last that was taken from the source.
    private var upcoming = Instant.distantPast
    private var taken = Instant.distantPast

    /// Milliseconds of the clock between two reports.
    private static var reportMs: Int64 { 200 }
    /// Milliseconds that one wait takes at most, so that a stop is seen.
    private static var waitMs: Int64 { 50 }
    /// Events between two looks at what goes on around.
    private static var lookEvery: Int { 256 }

    /// - Parameter clockMs: milliseconds of a clock that never jumps.
    package init(
        source: consuming Source, target: Target, options: FeedOptions, clockMs: @escaping () -> Int64, hooks: Hooks
    ) {
        self.source = source
        self.target = target
        self.options = options
        self.clockMs = clockMs
        self.hooks = hooks
        pacer = FeedPacer(speed: options.speed, rushTo: options.rushTo, start: options.start)
    }

    /// Tells all events, or those until it is stopped; once.
    /// - Throws: what the source throws when it cannot go on, and the target when it refuses for good.
    package mutating func run() throws -> FeedOutcome {
        guard let first = try source.nextTime(), first < options.until else { return outcome }
        begin(first)
        var marks = MarkSchedule(first: first)
        if let mark = marks.due(at: first) {
            guard try sendMarks(mark), try pauseAtStart(first) else { return finished(isStopped: true) }
        }
        while let time = try source.nextTime(), time < options.until {
            upcoming = time
            let now = clockMs()
            let reached = pacer.reached(next: time, clockMs: now)
            if let mark = marks.due(at: min(reached, time)) {
                guard try sendMarks(mark) else { return finished(isStopped: true) }
            } else if reached < time {
                guard try wait(pacer.wait(for: time, clockMs: now, most: Self.waitMs)) else {
                    return finished(isStopped: true)
                }
            } else {
                guard !hooks.isStopped(), try send() else { return finished(isStopped: true) }
            }
        }
        if options.settles, target.markedPartitions > 0 {
            outcome.isSettled = try sendMarks(MarkSchedule.final(last: outcome.last ?? first))
            return finished(isStopped: !outcome.isSettled)
        }
        return finished(isStopped: false)
    }

    private mutating func begin(_ first: Instant) {
        startedMs = clockMs()
        reportedMs = startedMs
        taken = first
        progress.reached = first
        progress.span = options.span
    }

    private mutating func pauseAtStart(_ first: Instant) throws -> Bool {
        guard target.markedPartitions > 0, pacer.isRushing(at: first) else { return true }
        let end = clockMs() + options.startPauseMs
        while clockMs() < end {
            guard try wait(Self.waitMs) else { return false }
        }
        return true
    }

    private mutating func finished(isStopped: Bool) -> FeedOutcome {
        outcome.isStopped = isStopped
        outcome.unacknowledged = target.finish(within: options.finishLimit)
        outcome.elapsedMs = clockMs() - startedMs
        return outcome
    }

    private mutating func send() throws -> Bool {
        guard let record = try source.next() else { return true }
        taken = record.time
        outcome.first = outcome.first ?? record.time
        if try !target.send(to: record.topic, key: record.key, value: record.value) {
            guard try sendWhenThereIsRoom(record) else { return false }
        }
        source.advance()
        outcome.sent[record.topic] += 1
        outcome.last = record.time
        progress.events += 1
        progress.eventTime = record.time
        sinceWait += 1
        if sinceWait >= Self.lookEvery { _ = try wait(0) }
        return true
    }

    /// The record is copied: who steers meanwhile may use the source.
    private mutating func sendWhenThereIsRoom(_ record: FeedRecord) throws -> Bool {
        let key = Array(record.key)
        let value = Array(record.value)
        repeat {
            guard try wait(Self.waitMs) else { return false }
        } while try !key.withUnsafeBytes { key in
            try value.withUnsafeBytes { try target.send(to: record.topic, key: key, value: $0) }
        }
        return true
    }

    private mutating func sendMarks(_ time: Instant) throws -> Bool {
        let body = TimeMark.body(time, source: options.source)
        for index in 0..<target.markedPartitions {
            while true {
                if try body.withUnsafeBytes({ try target.sendMark(index, value: $0) }) { break }
                guard try wait(Self.waitMs) else { return false }
            }
            outcome.marks += 1
        }
        return true
    }

    /// Lets deliveries, steering and the report go on; false when stopped.
    private mutating func wait(_ milliseconds: Int64) throws -> Bool {
        sinceWait = 0
        try target.wait(milliseconds: milliseconds)
        let now = clockMs()
        let isDue = now - reportedMs >= Self.reportMs
        if isDue || hooks.steer != nil { note(now, isReport: isDue) }
        hooks.steer?(&source, &pacer, progress)
        if isDue {
            hooks.report(progress, source)
            reportedMs = now
            reportedEvents = progress.events
        }
        return !hooks.isStopped()
    }

    private mutating func note(_ now: Int64, isReport: Bool) {
        progress.reached = max(taken, min(upcoming, pacer.position(clockMs: now) ?? taken))
        progress.elapsedMs = now - startedMs
        progress.isPaused = pacer.isPaused
        progress.factor = nil
        if case .factor(let factor) = pacer.speed { progress.factor = factor }
        progress.trouble = target.trouble
        if isReport { progress.recent = (progress.events - reportedEvents, now - reportedMs) }
    }
}
