import Foundation
import Harness
import Synchronization

/// Writes records one after the other at a steady pace, on a thread of its own, whatever happens to who reads them:
/// a broker that is away is waited for.
final class SteadyFeed: Sendable {
    private struct State {
        var written = 0
        var result: Result<Void, any Error>?
    }

    private let state = Mutex(State())
    let count: Int

    /// Records after which it pauses, and for how long: 250 records a second.
    private static let slice = 5
    private static let pause = 0.02

    /// Starts to write.
    init(_ records: ArraySlice<InputRecord>, to installation: Installation) {
        count = records.count
        Thread.detachNewThread { [self] in
            let result = Result {
                let writer = try installation.kafka.writer()
                for (number, record) in records.enumerated() {
                    try writer.write(
                        installation.topic(record.topic), partition: record.partition, key: record.key,
                        value: record.value)
                    state.withLock { $0.written = number + 1 }
                    if number % Self.slice == 0 { Thread.sleep(forTimeInterval: Self.pause) }
                }
                try writer.flush()
            }
            state.withLock { $0.result = result }
        }
    }

    /// Records handed over so far.
    var written: Int { state.withLock { $0.written } }

    /// Waits until the broker has everything.
    func join(seconds: Double = 90) throws {
        let result = Deadline.poll(seconds: seconds, everyMs: 20) { state.withLock { $0.result } }
        guard let result else { throw HarnessError("only \(written) of \(count) records were written in \(seconds) s") }
        try result.get()
    }
}
