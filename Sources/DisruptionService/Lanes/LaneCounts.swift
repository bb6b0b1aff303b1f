import DisruptionCore
import WireFormat

/// What a lane has done, for counters that must never fall while the process lives: what was given up with a partition
/// or a restart stays counted, and what is done again after a restart counts again.
package struct LaneCounts: Sendable, Equatable {
    var engines = EngineCounters()
    /// Input events delivered to their entities.
    package var accepted: Int64 = 0
    /// Dead letters of the ingest, by the place of their reason in `DeadLetterReason.allCases`.
    var rejections = [Int64](repeating: 0, count: DeadLetterReason.allCases.count)
    var unknownFields: Int64 = 0
    var tombstones: Int64 = 0
    var marks: Int64 = 0
    /// Frames handed to the producer.
    var framesSent: Int64 = 0
    /// Records written, by the raw value of `OutputTopic`.
    var outputs = [Int64](repeating: 0, count: OutputTopic.allCases.count)
    package var commits: Int64 = 0
    var detections = DetectionCounts()

    /// Dead letters of the ingest for any reason.
    var rejected: Int64 { rejections.reduce(0, +) }

    /// Takes over what a decoder has met since it was made.
    mutating func set(_ counters: IngestCounters) {
        accepted = Int64(clamping: counters.accepted)
        rejections = DeadLetterReason.allCases.map { Int64(clamping: counters[$0]) }
        unknownFields = Int64(clamping: counters.unknownFields)
        tombstones = Int64(clamping: counters.tombstones)
        marks = Int64(clamping: counters.marks)
    }

    /// Adds what another lane, or an earlier one in the same place, has done.
    mutating func add(_ other: LaneCounts) {
        engines.add(other.engines)
        accepted += other.accepted
        for index in rejections.indices { rejections[index] += other.rejections[index] }
        unknownFields += other.unknownFields
        tombstones += other.tombstones
        marks += other.marks
        framesSent += other.framesSent
        for index in outputs.indices { outputs[index] += other.outputs[index] }
        commits += other.commits
        detections.add(other.detections)
    }
}

/// Disruptions that were opened, by pattern and by the severity with which they were.
struct DetectionCounts: Sendable, Equatable {
    private var counts = [Int64](repeating: 0, count: Pattern.allCases.count * Severity.allCases.count)

    mutating func count(_ finding: Finding) { counts[Self.place(finding.pattern, finding.severity)] += 1 }

    mutating func add(_ other: DetectionCounts) {
        for index in counts.indices { counts[index] += other.counts[index] }
    }

    subscript(pattern: Pattern, severity: Severity) -> Int64 { counts[Self.place(pattern, severity)] }

    private static func place(_ pattern: Pattern, _ severity: Severity) -> Int {
        (Int(pattern.rawValue) - 1) * Severity.allCases.count + Int(severity.rawValue)
    }
}
