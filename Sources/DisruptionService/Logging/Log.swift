public import DisruptionCore
public import Glibc
import Synchronization

/// The log of a process: one line per event, one write(2) per line, repeats limited, every event counted.
///
/// May be used from any thread. A line that cannot be written is lost; nothing waits for a reader of the log to come
/// back but the operating system's own write.
public final class Log: Sendable {
    private struct State: ~Copyable {
        var line: LogLine
        var codes: [String: CodeState] = [:]
    }

    private struct CodeState {
        let code: StaticString
        let level: LogLevel
        var limit = RepeatLimit()
        var count: Int64 = 0
    }

    private let least: Atomic<Int>
    private let descriptor: Int32
    private let clock: @Sendable () -> Instant
    private let state: Mutex<State>

    /// - Parameters:
    ///   - descriptor: where lines go; stays open as long as this lives.
    ///   - clock: the time of events, and of the windows of repeats.
    public init(
        format: LogFormat, level: LogLevel, descriptor: Int32 = STDERR_FILENO,
        clock: @escaping @Sendable () -> Instant = SystemClock.now
    ) {
        least = Atomic(level.priority)
        self.descriptor = descriptor
        self.clock = clock
        state = Mutex(State(line: LogLine(format: format)))
    }

    /// Whether events of a level are written; for events that cost something to describe.
    public func writes(_ level: LogLevel) -> Bool { level.priority <= least.load(ordering: .relaxed) }

    /// From now on, what is as important as this is written.
    public func setLevel(_ level: LogLevel) { least.store(level.priority, ordering: .relaxed) }

    /// Counts an event, and writes it where its level and the limit of repeats let it.
    public func emit(_ event: LogEvent) {
        let now = clock()
        state.withLock { state in
            let code = event.code.description
            // Codes come from the source, so the bound is never met; if it were, the rest would be written unlimited.
            if state.codes[code] == nil, state.codes.count < ServiceLimits.logCodes {
                state.codes[code] = CodeState(code: event.code, level: event.level)
            }
            state.codes[code]?.count += 1
            guard writes(event.level) else { return }
            let verdict = state.codes[code]?.limit.admit(at: now) ?? .write(leftOut: 0)
            guard case .write(let leftOut) = verdict else { return }
            write(event, at: now, leftOut: leftOut, &state)
        }
    }

    /// Tells of repeats that were left out and after which nothing came; to be called every few seconds.
    /// - Parameter isEnd: whether the process ends, so that unfinished windows are told too.
    public func collectRepeats(isEnd: Bool = false) {
        let now = clock()
        state.withLock { state in
            for code in state.codes.keys.sorted() {
                guard let leftOut = state.codes[code]?.limit.collect(at: now, evenIfNotOver: isEnd) else { continue }
                guard let known = state.codes[code] else { continue }
                let event = LogEvent(known.level, known.code, "Repeats left out")
                write(event, at: now, leftOut: leftOut, &state)
            }
        }
    }

    /// How often each code happened, written or not, by code.
    public var counts: [(code: String, level: LogLevel, count: Int64)] {
        state.withLock { state in
            state.codes.sorted { $0.key < $1.key }.map { (code: $0.key, level: $0.value.level, count: $0.value.count) }
        }
    }

    private func write(_ event: LogEvent, at now: Instant, leftOut: Int, _ state: inout State) {
        state.line.with(event, at: now, leftOut: leftOut) { bytes in
            while Glibc.write(descriptor, bytes.baseAddress, bytes.count) < 0, errno == EINTR {}
        }
    }
}

/// The machine's clock, for the rim of the program.
public enum SystemClock {
    /// The time of day.
    @Sendable public static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(ms: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Milliseconds since some point in the past, which nobody can set.
    @Sendable public static func monotonicMs() -> Int64 { monotonicUs() / 1_000 }

    /// Microseconds since the same point.
    @Sendable public static func monotonicUs() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }
}
