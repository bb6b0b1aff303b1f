import DisruptionCore
import Synchronization

/// How far a run is, from its threads to whoever watches.
final class RunProgress: Sendable {
    private let reached = Atomic(Int64.min)
    private let events = Atomic(0)
    private let versions = Atomic(0)

    func note(reached: Instant, events: Int, versions: Int) {
        self.reached.store(reached.ms, ordering: .relaxed)
        self.events.store(events, ordering: .relaxed)
        self.versions.store(versions, ordering: .relaxed)
    }

    var value: BacktestProgress {
        var progress = BacktestProgress()
        let ms = reached.load(ordering: .relaxed)
        progress.reached = ms == .min ? nil : Instant(ms: ms)
        progress.events = events.load(ordering: .relaxed)
        progress.versions = versions.load(ordering: .relaxed)
        return progress
    }
}

/// Says that something has ended, to one thread that waits for it now and then.
final class Completion: @unchecked Sendable {
    // Unchecked: touched under the lock of `signpost`.
    private let signpost = Signpost()
    private var isDone = false

    func complete() {
        signpost.lock()
        isDone = true
        signpost.wakeAll()
        signpost.unlock()
    }

    /// - Returns: whether it has ended.
    func wait(milliseconds: Int) -> Bool {
        signpost.lock()
        defer { signpost.unlock() }
        if !isDone { signpost.wait(milliseconds: milliseconds) }
        return isDone
    }
}
