package import DisruptionCore

/// Which event time a feed has reached, by the clock; it can be paused and changed in speed while it runs.
///
/// The clock starts with the first event that is paced; those before `rushTo` are told as fast as they can be.
package struct FeedPacer: Sendable {
    /// Which event time the clock starts with.
    package enum Start: Sendable, Equatable {
        /// That of the first event that is paced.
        case firstEvent
        /// `rushTo` itself, when everything before it is told.
        case rushTo
        /// An instant that was, at a time of the clock: who rushes longer is not behind for it.
        case clock(Instant, atMs: Int64)
    }

    package private(set) var speed: FeedSpeed
    package private(set) var isPaused = false
    private let rushTo: Instant
    private var start: Start
    /// An event time and when it was; nil before anything is paced, and while nothing is.
    private var anchor: (event: Instant, clockMs: Int64)?

    package init(speed: FeedSpeed, rushTo: Instant = .distantPast, start: Start = .firstEvent) {
        self.speed = speed
        self.rushTo = rushTo
        self.start = start
        if case .clock(let event, let clockMs) = start { anchor = (event, clockMs) }
    }

    /// The event time up to which events may be told now.
    /// - Parameters:
    ///   - next: the next event's time.
    ///   - clockMs: of a clock that never jumps.
    package mutating func reached(next: Instant, clockMs: Int64) -> Instant {
        if isPaused { return .distantPast }
        guard case .factor = speed, next >= rushTo else { return .distantFuture }
        if let position = position(clockMs: clockMs) { return position }
        let event = start == .rushTo ? rushTo : next
        anchor = (event, clockMs)
        return event
    }

    /// The event time that the pace has come to; nil where there is none, as while it rushes.
    package func position(clockMs: Int64) -> Instant? {
        guard let anchor else { return nil }
        guard case .factor(let factor) = speed, !isPaused else { return anchor.event }
        return anchor.event.adding(ms: Int64(Double(clockMs - anchor.clockMs) * factor))
    }

    /// Whether events of that time are told as fast as they can be.
    package func isRushing(at time: Instant) -> Bool { speed == .max || time < rushTo }

    /// Milliseconds of the clock until an event is due, at most `most`; 0 when it is.
    package func wait(for event: Instant, clockMs: Int64, most: Int64) -> Int64 {
        if isPaused { return most }
        guard case .factor(let factor) = speed, let anchor else { return 0 }
        let dueMs = Double(event.ms - anchor.event.ms) / factor - Double(clockMs - anchor.clockMs)
        return dueMs <= 0 ? 0 : dueMs >= Double(most) ? most : Int64(dueMs.rounded(.up))
    }

    /// Holds every event back that is not told yet.
    package mutating func pause(clockMs: Int64) {
        hold(clockMs)
        isPaused = true
    }

    /// Goes on from the event time at which it was paused.
    package mutating func resume(clockMs: Int64) {
        guard isPaused else { return }
        hold(clockMs)
        isPaused = false
        if speed == .max { anchor = nil }
    }

    /// Goes on at another speed, from the event time that it has reached.
    package mutating func change(to speed: FeedSpeed, clockMs: Int64) {
        hold(clockMs)
        self.speed = speed
        // Behind a stretch at full speed the clock starts with the event that comes next.
        if speed == .max, !isPaused { anchor = nil }
        start = .firstEvent
    }

    /// Lets the clock start anew from where it is.
    private mutating func hold(_ clockMs: Int64) {
        if let position = position(clockMs: clockMs) { anchor = (position, clockMs) }
    }
}
