import DisruptionCore
import Testing

@testable import DisruptionService

/// A partition of the log whose first configuration comes late.
struct EntitiesPartitionTests {
    private static let configuration = ConfigurationRecord(
        generation: 1, layout: .single, settings: EngineSettings()
    ).encoded(partition: 0)

    /// A frame without messages.
    private static func tick(_ origin: Int64) -> [UInt8] {
        var frames = OutgoingFrames(topic: .flightEvents, partition: 0, incarnation: 1, destinations: 1)
        frames.beginOrigin(origin)
        frames.completeOrigin(watermarks: (Instant(ms: origin * 60_000), .distantPast, .distantPast))
        frames.flush(tickGranularityMs: 1)
        return frames.takeFinished().first?.bytes ?? []
    }

    private static func partition(waitingBytesMax: Int, committed: Int64 = 0) -> EntitiesPartition {
        let engine = PartitionEngine(
            partition: 0, layout: .single, incarnation: 1, reference: .empty, waitingBytesMax: waitingBytesMax)
        return EntitiesPartition(number: 0, engine: engine, start: 0, committed: committed)
    }

    private static func read(_ partition: EntitiesPartition, _ record: [UInt8], at offset: Int64) throws {
        try record.withUnsafeBytes { try partition.process($0, offset: offset) }
    }

    @Test("What waits for the first configuration is not committed before it is done")
    func kept() throws {
        let partition = Self.partition(waitingBytesMax: 1000)
        for offset in 0..<3 as Range<Int64> { try Self.read(partition, Self.tick(offset + 1), at: offset) }
        #expect(partition.position == 3 && partition.positionToCommit == 0)
        try Self.read(partition, Self.configuration, at: 3)
        #expect(partition.takeReread() == nil && partition.position == 4 && partition.positionToCommit == 4)
        #expect(partition.engine.counters.records == 4)
    }

    @Test("What is too much to keep is read again, once and in order")
    func readAgain() throws {
        let partition = Self.partition(waitingBytesMax: 100)
        for offset in 0..<5 as Range<Int64> { try Self.read(partition, Self.tick(offset + 1), at: offset) }
        #expect(partition.position == 5 && partition.positionToCommit == 0)
        try Self.read(partition, Self.configuration, at: 5)
        // The rest of what was taken out of the queue together with the configuration.
        try Self.read(partition, Self.tick(7), at: 6)
        partition.skip(to: 7)
        #expect(partition.engine.counters.messages == 0)
        #expect(partition.takeReread() == 0 && partition.takeReread() == nil)
        #expect(partition.position == 0 && partition.positionToCommit == 0)
        let before = partition.engine.counters.records
        for offset in 0..<5 as Range<Int64> {
            try Self.read(partition, Self.tick(offset + 1), at: offset)
            #expect(partition.positionToCommit == offset + 1)
        }
        try Self.read(partition, Self.configuration, at: 5)
        try Self.read(partition, Self.tick(7), at: 6)
        #expect(partition.takeReread() == nil && partition.positionToCommit == 7)
        #expect(partition.engine.counters.records == before + 7)
    }
}
