import DisruptionCore
import DisruptionService
import KafkaClient
import WireFormat

/// Writes the reference job into flight.events: its events by key, then a mark into every partition behind them.
struct JobLoader {
    let installation: Installation

    private static let partitions = 6
    private static let finishSeconds: Int64 = 120

    struct Outcome {
        var events = 0
        /// The highest event time.
        var last = Instant.distantPast
        var bytes = 0
        /// Seconds since 1970 that the first watermark of every partition passes when all is worked through.
        var finalWatermark = 0.0
    }

    /// - Parameter andMark: lets event time run on behind the last event.
    /// - Throws: when the broker does not take all of it.
    func load(_ job: ReferenceJob, andMark: Bool = true) throws -> Outcome {
        let topic = installation.topic("flight.events")
        let target = try KafkaFeedTarget(
            settings: ["bootstrap.servers": installation.bootstrapServers],
            inputs: [.init(.flightEvents, topic: topic, partitions: Self.partitions)], hooks: KafkaHooks())
        var outcome = Outcome()
        try job.forEachBatch { batch in
            outcome.last = max(outcome.last, batch.last)
            try batch.forEach { key, value in
                while try !target.send(to: .flightEvents, key: key, value: value) { try target.wait(milliseconds: 10) }
                outcome.events += 1
                outcome.bytes += value.count
            }
            try target.wait(milliseconds: 0)
            Console.progress("loading \(topic): \(Figure.grouped(outcome.events)) events")
        }
        // An hour is more than the allowed lateness, and less than the days that the mark lies behind the last event.
        outcome.finalWatermark = Double(ReferenceJob.finalMark(after: outcome.last).ms) / 1000 - 3600
        let time = ReferenceJob.finalMark(after: outcome.last).rfc3339
        let mark = Array(
            #"{"event_id":"mark/\#(time)","event_type":"TIME_MARK","timestamp":"\#(time)","source":"bench"}"#.utf8)
        try mark.withUnsafeBytes { mark in
            for index in 0..<(andMark ? target.markedPartitions : 0) {
                while try !target.sendMark(index, value: mark) { try target.wait(milliseconds: 10) }
            }
        }
        let left = target.finish(within: .seconds(Self.finishSeconds))
        guard left == 0 else {
            throw BenchmarkFailure(
                "the broker did not take \(Figure.grouped(left)) of the records within \(Self.finishSeconds) s")
        }
        return outcome
    }
}

/// Why a figure could not be had.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
