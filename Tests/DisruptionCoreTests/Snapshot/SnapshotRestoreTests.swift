import DisruptionCore
import Testing

/// An engine restored from a snapshot goes on as the one that wrote it: frames, outputs and states are the same bytes.
@Suite struct SnapshotRestoreTests {
    /// What the engine of a log says without a restart, and a snapshot behind it.
    private static func straight(
        _ logs: PartitionLogs, _ partition: Int, commitEvery: Int = 1
    ) throws -> (trace: EngineTrace, last: [UInt8]) {
        var engine = PartitionLogs.engine(partition, logs.layout, TableLimits())
        var trace = EngineTrace()
        let log = logs.logs[partition]
        for (offset, record) in log.enumerated() {
            let isCommit = (offset + 1) % commitEvery == 0 || offset + 1 == log.count
            try trace.step(&engine, record, offset: offset, isCommit: isCommit)
        }
        return (trace, engine.snapshot())
    }

    @Test(arguments: 1...4) func aCutAtAnyRecordChangesNothing(seed: Int) throws {
        let logs = try RandomDays.logs(seed: seed, entities: 1 + seed % 2, tails: 2, days: 1, perFrame: 12)
        for partition in logs.logs.indices {
            let log = logs.logs[partition]
            let (expected, last) = try Self.straight(logs, partition)
            #expect(expected.said.contains { !$0.outputs.isEmpty }, "seed \(seed)")
            var front = PartitionLogs.engine(partition, logs.layout, TableLimits())
            var before = EngineTrace()
            for cut in 0...log.count {
                let snapshot = front.snapshot()
                var engine = try PartitionEngine.restored(snapshot, partition, logs.layout)
                let isSame = engine.snapshot() == snapshot
                try #require(isSame, "seed \(seed), partition \(partition), cut \(cut)")
                #expect(engine.sizes == front.sizes && engine.watermarks == front.watermarks)
                #expect(engine.configuration == front.configuration && engine.holdingBack == front.holdingBack)
                var trace = before
                for offset in cut..<log.count { try trace.step(&engine, log[offset], offset: offset) }
                let difference = trace.difference(from: expected)
                try #require(difference == nil, "seed \(seed), partition \(partition), cut \(cut)")
                let endsSame = engine.snapshot() == last
                try #require(endsSame, "seed \(seed), partition \(partition), cut \(cut)")
                if cut < log.count { try before.step(&front, log[cut], offset: cut) }
            }
        }
    }

    /// Longer days, cut at every commit of one run.
    @Test(arguments: 1...8) func manyCutsInOneRunChangeNothing(seed: Int) throws {
        let logs = try RandomDays.logs(seed: 100 + seed, entities: 1 + seed % 4, tails: 4, days: 2)
        let commitEvery = [1, 3, 10][seed % 3]
        for partition in logs.logs.indices {
            let log = logs.logs[partition]
            let (expected, last) = try Self.straight(logs, partition, commitEvery: commitEvery)
            var engine = PartitionLogs.engine(partition, logs.layout, TableLimits())
            var trace = EngineTrace()
            for (offset, record) in log.enumerated() {
                let isCommit = (offset + 1) % commitEvery == 0 || offset + 1 == log.count
                try trace.step(&engine, record, offset: offset, isCommit: isCommit)
                if isCommit { engine = try PartitionEngine.restored(engine.snapshot(), partition, logs.layout) }
            }
            let difference = trace.difference(from: expected)
            let endsSame = engine.snapshot() == last
            #expect(difference == nil && endsSame, "seed \(seed), partition \(partition)")
        }
    }
}
