import Glibc

/// A point in time by which something must have happened.
package struct Deadline {
    private let end: ContinuousClock.Instant

    package init(seconds: Double) { end = .now + .seconds(seconds) }

    package var hasPassed: Bool { .now >= end }

    /// Asks again and again until the answer is there, or nil when the deadline passes first.
    package static func poll<T>(seconds: Double, everyMs: UInt32 = 10, _ answer: () throws -> T?) rethrows -> T? {
        let deadline = Deadline(seconds: seconds)
        while true {
            if let found = try answer() { return found }
            guard !deadline.hasPassed else { return nil }
            usleep(everyMs * 1_000)
        }
    }
}
