/// Somebody who takes steps: a thread of a process. It is stepped when its time has come or when it is woken, and never
/// while it waits inside a step.
class SteppingActor: @unchecked Sendable {
    /// What the actor wants after a step.
    enum Next {
        case after(milliseconds: Int64)
        /// Not before it is woken.
        case whenWoken
    }

    let timeline: Timeline
    private var turn = 0
    private var dueMs = Int64.max
    private var isStepping = false
    /// Somebody woke it during its step, to step again at this time.
    private var wokenAtMs = Int64.max
    private var isOver = false

    init(_ timeline: Timeline) { self.timeline = timeline }

    func step() -> Next { .whenWoken }

    /// When it may step; in the future while its process is stopped.
    var allowedAtMs: Int64 { 0 }

    /// It never steps again.
    func retire() {
        isOver = true
        turn += 1
    }

    /// Lets it step so soon at the latest.
    func wake(within ms: Int64) {
        if isOver { return }
        guard !isStepping else {
            wokenAtMs = min(wokenAtMs, timeline.clockMs + ms)
            return
        }
        let at = timeline.clockMs + ms
        guard at < dueMs else { return }
        dueMs = at
        turn += 1
        let turn = turn
        timeline.after(ms) { [weak self] in self?.fall(due: turn) }
    }

    private func fall(due turn: Int) {
        guard turn == self.turn, !isOver else { return }
        dueMs = .max
        if allowedAtMs > timeline.nowMs { return wake(within: allowedAtMs - timeline.nowMs) }
        isStepping = true
        wokenAtMs = .max
        let next = step()
        isStepping = false
        if wokenAtMs < .max { wake(within: max(0, wokenAtMs - timeline.clockMs)) }
        if case .after(let ms) = next { wake(within: ms) }
    }
}
