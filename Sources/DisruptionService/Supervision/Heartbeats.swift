import Synchronization

/// When each thread that must not get stuck last did something: what the watchdog goes by.
public final class Heartbeats: Sendable {
    /// One thread's.
    public final class Beat: Sendable {
        fileprivate let lastMs: Atomic<Int64>

        fileprivate init(_ now: Int64) { lastMs = Atomic(now) }

        /// The thread goes on; cheap enough for every turn of a loop.
        /// - Parameter now: monotonic milliseconds.
        func beat(_ now: Int64 = SystemClock.monotonicMs()) { lastMs.store(now, ordering: .relaxed) }
    }

    private let beats = Mutex<[String: Beat]>([:])

    public init() {}

    /// Begins to look after a thread, in place of one of the same name.
    func begin(_ name: String, at now: Int64 = SystemClock.monotonicMs()) -> Beat {
        let beat = Beat(now)
        beats.withLock { $0[name] = beat }
        return beat
    }

    /// Looks no more after a thread that ends.
    func end(_ name: String) { beats.withLock { _ = $0.removeValue(forKey: name) } }

    /// The threads that did nothing for longer than so many milliseconds, by name.
    func stuck(forMs limit: Int64, at now: Int64) -> [String] {
        beats.withLock { beats in
            beats.filter { now - $0.value.lastMs.load(ordering: .relaxed) > limit }.map(\.key).sorted()
        }
    }
}
