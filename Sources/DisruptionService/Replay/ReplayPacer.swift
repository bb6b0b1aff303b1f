import DisruptionCore

/// Which event time a replay has reached, by the clock.
///
/// The clock starts with the first event that is paced; those before `rushTo` are told as fast as they can be.
struct ReplayPacer {
    private let speed: ReplaySpeed
    private let rushTo: Instant
    private var anchor: (event: Instant, clockMs: Int64)?

    init(speed: ReplaySpeed, rushTo: Instant = .distantPast) {
        self.speed = speed
        self.rushTo = rushTo
    }

    /// The event time up to which events may be told now.
    /// - Parameters:
    ///   - next: the next event's time.
    ///   - clockMs: of a clock that never jumps.
    mutating func reached(next: Instant, clockMs: Int64) -> Instant {
        guard case .factor(let factor) = speed, next >= rushTo else { return .distantFuture }
        guard let anchor else {
            anchor = (next, clockMs)
            return next
        }
        return anchor.event.adding(ms: Int64(Double(clockMs - anchor.clockMs) * factor))
    }

    /// Milliseconds of the clock until an event is due, at most `most`; 0 when it is.
    func wait(for event: Instant, clockMs: Int64, most: Int64) -> Int64 {
        guard case .factor(let factor) = speed, let anchor else { return 0 }
        let dueMs = Double(event.ms - anchor.event.ms) / factor - Double(clockMs - anchor.clockMs)
        return dueMs <= 0 ? 0 : dueMs >= Double(most) ? most : Int64(dueMs.rounded(.up))
    }
}
