import Glibc
import Synchronization

/// Looks whether all threads get on, on a thread of its own, and tells systemd how the process stands, where systemd
/// started it.
final class SupervisorThread: Sendable {
    private let supervisor: Mutex<Supervisor>
    private let context: ServiceContext
    private let ended: StopRequest
    private let thread = Mutex<SystemThread?>(nil)

    /// Milliseconds between two looks.
    private static let paceMs: Int32 = 500

    /// Starts it. The socket that the environment names it takes out of it: a child is no service.
    /// - Throws: `CommandError` when the process has no descriptors or threads left.
    static func start(_ context: ServiceContext) throws(CommandError) -> SupervisorThread {
        let path = take("NOTIFY_SOCKET")
        let watchdogUs = take("WATCHDOG_USEC").flatMap { Int64($0) }
        let watched = take("WATCHDOG_PID").flatMap { Int32($0) }
        let socket = path.flatMap { NotifySocket(path: $0) }
        if let path, socket == nil { context.log.emit(.notifySocketUnusable(path)) }
        let isWatched = watched == nil || watched == getpid()
        let watchdogMs = isWatched ? watchdogUs.flatMap { $0 > 0 ? $0 / 1000 : nil } : nil
        let supervisor = Supervisor(watchdogMs: watchdogMs) { socket?.send($0) }
        let made = SupervisorThread(supervisor, context, try StopRequest())
        let thread = try SystemThread("supervisor") { made.run() }
        made.thread.withLock { $0 = thread }
        return made
    }

    private init(_ supervisor: sending Supervisor, _ context: ServiceContext, _ ended: StopRequest) {
        self.supervisor = Mutex(supervisor)
        self.context = context
        self.ended = ended
    }

    private static func take(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        defer { unsetenv(name) }
        return String(cString: value)
    }

    private func run() {
        var told: [String] = []
        repeat {
            let now = SystemClock.monotonicMs()
            var standing = Supervisor.Standing()
            standing.isReady = context.health.isReady
            standing.line = context.standing.line(context.health)
            standing.stuck = context.heartbeats.stuck(
                forMs: supervisor.withLock { $0.stuckMs }, at: now)
            standing.isStopping = context.stop.isRequested
            if standing.stuck != told {
                told = standing.stuck
                context.log.emit(told.isEmpty ? .threadsGoOn : .threadsStuck(told))
            }
            supervisor.withLock { $0.look(standing, at: now) }
        } while !ended.wait(milliseconds: Self.paceMs)
        let last = Supervisor.Standing(line: "Stopping", isStopping: true)
        supervisor.withLock { $0.look(last, at: SystemClock.monotonicMs()) }
    }

    /// Runs what reads the configuration again, and says before and after that it does.
    func reload(_ body: () -> Void) {
        supervisor.withLock { $0.reloading(atUs: SystemClock.monotonicUs()) }
        body()
        supervisor.withLock { $0.reloaded() }
    }

    /// Ends the thread; the last that is told is that the process stops.
    func end() {
        ended.request()
        thread.withLock { $0 }?.join()
    }
}

extension LogEvent {
    fileprivate static func notifySocketUnusable(_ path: String) -> LogEvent {
        LogEvent(
            .warning, "supervision.socket",
            "NOTIFY_SOCKET is no path and no abstract name; systemd is told nothing", ["path": .text(path)])
    }

    fileprivate static func threadsStuck(_ names: [String]) -> LogEvent {
        LogEvent(
            .error, "supervision.stuck",
            "Threads do nothing any more; where systemd watches, it ends the process and starts it anew",
            ["threads": .text(names.joined(separator: " "))])
    }

    fileprivate static let threadsGoOn = LogEvent(.info, "supervision.unstuck", "All threads go on")
}
