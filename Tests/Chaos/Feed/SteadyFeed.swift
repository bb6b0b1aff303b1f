import Foundation
import Harness
import Synchronization

/// Writes records one after the other at a steady pace, on a thread of its own, whatever happens to who reads them:
/// a broker that is away is waited for.
package final class SteadyFeed: Sendable {
    private struct State {
        var written: [InputRecord] = []
        var mustEnd = false
        var perSecond: Double
        /// What is to come in between, and how many of them after each record.
        var interjections: ArraySlice<InputRecord> = []
        var interjectionsEach = 0
        var result: Result<Void, any Error>?

        mutating func takeInterjections() -> ArraySlice<InputRecord> {
            let taken = interjections.prefix(interjectionsEach)
            interjections = interjections.dropFirst(interjectionsEach)
            return taken
        }
    }

    private let state: Mutex<State>
    private let atOnce: Int

    /// How often it looks how far it should be. Seconds.
    private static let pause = 0.02
    /// Longest wait for acknowledgements after the last record, seconds: the broker may be about to come back.
    private static let flushSeconds: Int64 = 300

    /// Starts to write.
    /// - Parameters:
    ///   - installation: whose topics it writes to.
    ///   - perSecond: records.
    ///   - atOnce: records that are written without a pause, in the beginning.
    package init(
        _ records: some Sequence<InputRecord> & Sendable, to installation: Installation, perSecond: Double = 250,
        atOnce: Int = 0
    ) {
        state = Mutex(State(perSecond: perSecond))
        self.atOnce = atOnce
        Thread.detachNewThread { [self] in
            let result = Result { try write(records, to: installation) }
            state.withLock { $0.result = result }
        }
    }

    private func write(_ records: some Sequence<InputRecord>, to installation: Installation) throws {
        let writer = try installation.kafka.writer()
        var due = 0.0
        func put(_ record: InputRecord) throws {
            try writer.write(
                installation.topic(record.topic), partition: record.partition, key: record.key, value: record.value)
            due += state.withLock { state in
                state.written.append(record)
                return state.written.count <= atOnce ? 0 : 1 / state.perSecond
            }
            if due >= Self.pause {
                Thread.sleep(forTimeInterval: due)
                due = 0
            }
        }
        for record in records {
            if state.withLock({ $0.mustEnd }) { break }
            try put(record)
            for other in state.withLock({ $0.takeInterjections() }) { try put(other) }
        }
        try writer.flush(within: Self.flushSeconds)
    }

    /// Records handed over so far.
    package var written: Int { state.withLock { $0.written.count } }
    /// Event time of the last record handed over, in the minutes of `InputRecord`.
    package var minute: Int { state.withLock { $0.written.last?.minute ?? 0 } }
    /// It writes no more.
    package var isOver: Bool { state.withLock { $0.result != nil } }

    /// Mixes other records into the stream, so many after each of its own.
    package func interject(_ records: [InputRecord], each count: Int) {
        state.withLock { state in
            state.interjections = records[...]
            state.interjectionsEach = count
        }
    }

    /// Records that are still to be mixed in.
    package var interjectionsLeft: Int { state.withLock { $0.interjections.count } }

    /// Waits until so many records are handed over.
    package func waitUntilWritten(_ count: Int, seconds: Double = 120) throws {
        let isWritten = Deadline.poll(seconds: seconds, everyMs: 10) { written >= count || isOver ? true : nil }
        if isWritten == nil { throw HarnessError("only \(written) of \(count) records were written in \(seconds) s") }
        if isOver { try join() }
    }

    /// Goes on at another pace.
    package func setPace(perSecond: Double) { state.withLock { $0.perSecond = perSecond } }

    /// Waits until the broker has everything.
    package func join(seconds: Double = 90) throws {
        let result = Deadline.poll(seconds: seconds, everyMs: 20) { state.withLock { $0.result } }
        guard let result else { throw HarnessError("the feed was not over in \(seconds) s; it wrote \(written)") }
        try result.get()
    }

    /// Writes no more, and waits until the broker has acknowledged what was written.
    /// - Returns: that.
    package func end(seconds: Double = 120) throws -> [InputRecord] {
        state.withLock { $0.mustEnd = true }
        try join(seconds: seconds)
        return state.withLock { $0.written }
    }
}
