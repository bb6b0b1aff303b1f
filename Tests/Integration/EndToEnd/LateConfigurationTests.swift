import Chaos
import DisruptionCore
import Harness
import Testing

/// A partition of the log that had no owner for a while, although others sent frames to it.
@Suite("A log whose configuration comes late", .serialized, .needsKafka)
struct LateConfigurationTests {
    @Test("Megabytes of frames before the first configuration lose nothing and double nothing")
    func framesFirst() throws {
        let run = try UndisturbedRun.shared()
        let frames = try run.installation.read("iropsd.entities").filter { Self.isOfInput($0.value ?? []) }
        let installation = try Installation.ready(hasDatabase: false)
        let writer = try installation.kafka.writer()
        let log = installation.topic("iropsd.entities")
        for frame in frames { try writer.write(log, partition: frame.partition, key: nil, value: frame.value) }
        // Frames that were sent again have no effect, but they are much to read.
        let first = frames.filter { $0.partition == 0 }
        var bytes = 0
        while !first.isEmpty, bytes <= PartitionEngine.waitingBytesMax {
            for frame in first {
                try writer.write(log, partition: 0, key: nil, value: frame.value)
                bytes += frame.value?.count ?? 0
            }
        }
        try writer.flush()

        let daemon = try installation.start()
        try DaemonProgress.waitUntilQuiet([daemon], through: DisruptedDays.endMinute)
        #expect(daemon.logLines.contains { $0.contains("lane.reads_again") })
        #expect(!daemon.logLines.contains { $0.contains("lane.restarts") })
        #expect(daemon.terminate() == 0)
        let disruptions = try DetectedDisruptions(installation.read("disruption.events"))
        #expect(disruptions.doubled == [] && disruptions.unordered == [])
        #expect(disruptions.finalFacts == run.disruptions.finalFacts)
    }

    private static func isOfInput(_ record: [UInt8]) -> Bool {
        record.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes)
            guard let header = try? FrameHeader(reading: &reader) else { return false }
            return header.kind == .messages && header.topic != .entities
        }
    }
}
