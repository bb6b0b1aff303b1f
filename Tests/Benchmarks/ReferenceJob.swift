import DisruptionCore
import History
import ReferenceData

/// The events of the reference job: every leg with a tail, scheduled 6 h before departure, out, in, cancelled 1 h
/// before. Made from the file of legs each time, in batches, so that memory stays small.
struct ReferenceJob {
    /// Some events one behind the other, as they go to a topic.
    struct Batch {
        fileprivate(set) var bytes: [UInt8] = []
        /// Where each key and each value ends.
        fileprivate(set) var ends: [(key: Int, value: Int)] = []
        /// The highest event time.
        fileprivate(set) var last = Instant.distantPast

        var count: Int { ends.count }

        /// Calls `body` with each key and value.
        func forEach(_ body: (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws -> Void) rethrows {
            try bytes.withUnsafeBytes { all in
                var start = 0
                for end in ends {
                    try body(
                        UnsafeRawBufferPointer(rebasing: all[start..<end.key]),
                        UnsafeRawBufferPointer(rebasing: all[end.key..<end.value]))
                    start = end.value
                }
            }
        }
    }

    let path: String
    /// Events at the most.
    var most: Int

    /// Bytes of a batch: some 70,000 events.
    private static let batchBytes = 32 * 1024 * 1024

    /// Makes the events and calls `body` with each batch in turn.
    /// - Throws: when the file cannot be read.
    func forEachBatch(_ body: (Batch) throws -> Void) throws {
        let reference = try ReferenceAirports.load().directory
        let files = try HistoryFiles(paths: [path], airports: reference, selection: .reference)
        var stream = EventStream(LegSource(files), rules: .reference)
        var writer = EventWriter()
        var batch = Batch()
        var left = most
        while left > 0, let event = try stream.next() {
            left -= 1
            batch.bytes.append(contentsOf: writer.key(event))
            let keyEnd = batch.bytes.count
            batch.bytes.append(contentsOf: writer.body(event))
            batch.ends.append((keyEnd, batch.bytes.count))
            batch.last = max(batch.last, event.time)
            if batch.bytes.count >= ReferenceJob.batchBytes {
                try body(batch)
                batch.bytes.removeAll(keepingCapacity: true)
                batch.ends.removeAll(keepingCapacity: true)
                try Interruption.check()
            }
        }
        if batch.count > 0 { try body(batch) }
    }

    /// The mark behind the last event, where every day is over and everything settled.
    static func finalMark(after last: Instant) -> Instant { last.adding(minutes: 5 * 1440) }
}

/// What of the daemon takes part.
enum JobVariant: String, CaseIterable {
    /// Cascades and congestion alone, as in the references.
    case light
    /// All that this version delivers, flight.state too; no database.
    case all

    var meaning: String {
        switch self {
        case .light: "cascades and congestion alone"
        case .all: "all detectors and flight.state, no database sink"
        }
    }

    /// Detectors that are off.
    var disabled: [String] {
        switch self {
        case .light:
            [
                "flight_delay", "flight_cancelled", "gate_change", "flight_diverted", "airline_disruption",
                "seasonal_deviation", "weather_impact",
            ]
        case .all: []
        }
    }

    var writesFlightState: Bool { self == .all }

    /// Events a second that this version shall reach through Kafka.
    var goal: Double {
        switch self {
        case .light: 450_000
        case .all: 250_000
        }
    }
}
