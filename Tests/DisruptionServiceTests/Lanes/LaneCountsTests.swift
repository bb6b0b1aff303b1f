import DisruptionCore
import KafkaClient
import Synchronization
import Testing

@testable import DisruptionService

/// Counters of lanes never fall while the process lives.
struct LaneCountsTests {
    private static let layout = LogLayout(entities: 2)

    private static func thread() throws -> LaneThread {
        let context = LaneContext(
            topics: LaneContext.Topics(inputs: ["f", "x", "p"], entities: "e", outputs: ["d", "s", "q", "n"]),
            layout: layout, settings: EngineSettings(), incarnation: 1,
            reference: AirportDirectory(airports: [], zones: []), isLive: false,
            clients: { _ in
                LaneClients(
                    base: ["bootstrap.servers": "127.0.0.1:1", "log_level": "0"], groupID: "g", instance: nil,
                    fallback: "0")
            },
            log: Log(format: .json, level: .error), hooks: KafkaHooks(), clock: .system,
            snapshots: SnapshotSchedule(intervalSeconds: 60, logMegabytes: 32), groupID: "g", acceptsOtherRules: false)
        let place = SnapshotPlace(
            base: context.clients(0).base, topic: "n", partitions: 2, entitiesTopic: "e", incarnation: 1, group: "g",
            format: 1, rules: 1, build: "test", process: "1")
        return try LaneThread(
            0, context: context, store: try SnapshotStore(place, log: context.log, hooks: context.hooks),
            shelf: StandbyShelf(isOpen: false), stop: try StopRequest())
    }

    /// A partition whose engine has processed some records.
    private static func partition(_ number: Int, records: Int) throws -> EntitiesPartition {
        let engine = PartitionEngine(partition: number, layout: layout, incarnation: 1, reference: .empty)
        let partition = EntitiesPartition(number: number, engine: engine, start: 0, committed: 0)
        let record = ConfigurationRecord(generation: 1, layout: layout, settings: EngineSettings())
        let bytes = record.encoded(partition: number)
        for offset in 0..<records {
            try bytes.withUnsafeBytes { try partition.process($0, offset: Int64(offset)) }
        }
        return partition
    }

    @Test("What a partition has done stays counted when it is given up, and when it comes back")
    func revoke() throws {
        let thread = try Self.thread()
        defer { thread.close(within: .seconds(2)) }
        let lane = thread.lane
        func records() -> Int64 {
            lane.publish(at: 0)
            return lane.status.withLock { $0.counts.engines.records }
        }
        lane.entities = [try Self.partition(0, records: 3), try Self.partition(1, records: 4)]
        #expect(records() == 7)
        lane.dropEntities { $0.number == 1 }
        #expect(lane.entities.map(\.number) == [0])
        #expect(records() == 7)
        lane.entities.append(try Self.partition(1, records: 5))
        #expect(records() == 12)
        lane.dropEntities { _ in true }
        #expect(records() == 12)
    }

    @Test("Counts are added field by field")
    func sums() {
        var one = LaneCounts()
        (one.accepted, one.unknownFields, one.tombstones, one.marks) = (1, 2, 3, 4)
        (one.framesSent, one.commits, one.engines.late) = (5, 6, 7)
        one.rejections[2] = 8
        one.outputs[1] = 9
        var sum = one
        sum.add(one)
        #expect((sum.accepted, sum.unknownFields, sum.tombstones, sum.marks) == (2, 4, 6, 8))
        #expect((sum.framesSent, sum.commits, sum.engines.late) == (10, 12, 14))
        #expect(sum.rejected == 16 && sum.rejections[2] == 16 && sum.outputs[1] == 18)
    }
}
