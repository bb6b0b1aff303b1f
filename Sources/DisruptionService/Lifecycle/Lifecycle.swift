import Glibc
import Synchronization

/// The life of a daemon's process: signals, the clean stop they ask for, and the deadline that ends it.
///
/// SIGTERM and SIGINT ask for a clean stop; a second one ends the process at once with 128 + its number. SIGHUP has the
/// configuration read again; of a process that logs to a terminal it says that the terminal has gone, and asks for a
/// stop too.
/// Signals are masked in all threads and taken by one that waits for them, so no code ever runs in a signal handler.
public final class Lifecycle: Sendable {
    /// What everything that runs looks at.
    public let stop: StopRequest
    private let log: Log
    private let deadlineMs: Int64
    private let sequence: Mutex<StopSequence>
    private let thread = Mutex<SystemThread?>(nil)
    private let reload = Mutex<(@Sendable () -> Void)?>(nil)
    private let isOnTerminal = isatty(STDERR_FILENO) == 1

    /// Masks the signals and starts the thread that takes them. Comes before every other thread of the process, so that
    /// all of them inherit the mask; a child process inherits it too, so whoever starts one clears it
    /// (POSIX_SPAWN_SETSIGMASK).
    /// - Parameter deadlineSeconds: how long a clean stop may take.
    /// - Throws: `CommandError` when the process has no descriptors or threads left.
    public static func start(deadlineSeconds: Int, log: Log) throws(CommandError) -> Lifecycle {
        let lifecycle = Lifecycle(deadlineMs: Int64(deadlineSeconds) * 1000, log: log, stop: try StopRequest())
        var set = signals()
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let waiter = try SystemThread("signals") { while true { lifecycle.takeSignal() } }
        lifecycle.thread.withLock { $0 = waiter }
        return lifecycle
    }

    private init(deadlineMs: Int64, log: Log, stop: StopRequest) {
        self.stop = stop
        self.log = log
        self.deadlineMs = deadlineMs
        sequence = Mutex(StopSequence(deadlineMs: deadlineMs))
    }

    /// Asks for a clean stop from inside, with the same deadline.
    public func requestStop() {
        carryOut(sequence.withLock { $0.request(atMs: SystemClock.monotonicMs()) }, signal: nil)
        // The waiting thread has to learn of the deadline.
        thread.withLock { $0?.signal(SIGURG) }
    }

    /// Says what reads the configuration again; called on the thread of the signals.
    func onReload(_ body: @escaping @Sendable () -> Void) { reload.withLock { $0 = body } }

    /// As if the signal had been sent to the process.
    func receive(_ number: Int32) { thread.withLock { $0?.signal(number) } }

    private func takeSignal() {
        var set = Self.signals()
        let waitMs = sequence.withLock { $0.waitMs(atMs: SystemClock.monotonicMs()) } ?? 3_600_000
        var time = timespec(tv_sec: Int(waitMs / 1000), tv_nsec: Int(waitMs % 1000) * 1_000_000)
        let number = sigtimedwait(&set, nil, &time)
        let now = SystemClock.monotonicMs()
        if number == SIGHUP, !isOnTerminal {
            if !stop.isRequested { reload.withLock { $0 }?() }
        } else if number > 0, number != SIGURG {
            carryOut(sequence.withLock { $0.signal(number, atMs: now) }, signal: number)
        } else {
            carryOut(sequence.withLock { $0.time(atMs: now) }, signal: nil)
        }
    }

    private func carryOut(_ action: StopSequence.Action, signal: Int32?) {
        switch action {
        case .nothing: break
        case .stop:
            log.emit(.stopRequested(signal: signal, deadlineMs: deadlineMs))
            stop.request()
        case .end(let code, let isDeadline):
            log.emit(isDeadline ? .stopDeadline(deadlineMs: deadlineMs) : .stopForced(signal: signal ?? 0))
            log.collectRepeats(isEnd: true)
            _exit(code)
        }
    }

    private static func signals() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in [SIGTERM, SIGINT, SIGHUP, SIGURG] { sigaddset(&set, number) }
        return set
    }
}

extension LogEvent {
    fileprivate static func stopRequested(signal: Int32?, deadlineMs: Int64) -> LogEvent {
        let who = signal.map { "signal \($0)" } ?? "the program"
        return LogEvent(
            .info, "stop.requested", "Stopping cleanly; a second signal ends at once",
            ["asked_by": .text(who), "deadline_ms": .integer(deadlineMs)])
    }

    fileprivate static func stopDeadline(deadlineMs: Int64) -> LogEvent {
        LogEvent(
            .error, "stop.deadline", "The clean stop took too long; the next start restores what was not committed",
            [
                "deadline_ms": .integer(deadlineMs),
                "still_running": .text(SystemThread.running.filter { $0 != "signals" }.joined(separator: " ")),
            ])
    }

    fileprivate static func stopForced(signal: Int32) -> LogEvent {
        LogEvent(.warning, "stop.forced", "Ended at once by a second signal", ["signal": .integer(signal)])
    }
}
