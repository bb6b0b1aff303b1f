import DisruptionCore
import Testing

/// Bytes that are no snapshot, or one that was damaged, are refused or restore something; nothing traps.
@Suite struct SnapshotDamageTests {
    /// Snapshots of a partition along its log, and the log.
    private static func snapshots(seed: Int, every step: Int) throws -> (PartitionLogs, [(at: Int, bytes: [UInt8])]) {
        let logs = try RandomDays.logs(seed: seed, entities: 2, tails: 2, days: 1)
        var engine = PartitionLogs.engine(0, logs.layout, TableLimits())
        var snapshots = [(at: 0, bytes: engine.snapshot())]
        for (offset, record) in logs.logs[0].enumerated() {
            try EngineTrace.pass(&engine, record, offset: offset)
            if offset % step == 0 { snapshots.append((offset + 1, engine.snapshot())) }
        }
        return (logs, snapshots)
    }

    private static func error(of bytes: [UInt8], _ layout: LogLayout) -> SnapshotError? {
        do {
            _ = try PartitionEngine.restored(bytes, 0, layout)
            return nil
        } catch {
            return error as? SnapshotError
        }
    }

    @Test func whatIsCutOffIsRefusedAtEveryLength() throws {
        let (logs, snapshots) = try Self.snapshots(seed: 1, every: 30)
        let largest = try #require(snapshots.map(\.bytes).max { $0.count < $1.count })
        for snapshot in [snapshots[0].bytes, largest] {
            #expect(Self.error(of: snapshot, logs.layout) == nil)
            for length in 0..<snapshot.count {
                let error = Self.error(of: Array(snapshot[..<length]), logs.layout)
                try #require(error != nil, "\(length) of \(snapshot.count) bytes")
                if length > 6 {
                    guard case .truncated = error else {
                        Issue.record("\(length) of \(snapshot.count) bytes: \(String(describing: error))")
                        return
                    }
                }
            }
            #expect(Self.error(of: snapshot + [0], logs.layout) == .malformed(.end))
        }
    }

    /// Flipped bytes; what is restored all the same reads on.
    @Test(arguments: 1...10) func flippedBytesNeverTrap(seed: Int) throws {
        let (logs, snapshots) = try Self.snapshots(seed: seed, every: 10)
        var random = Seeded(UInt64(seed))
        var restored = 0
        for _ in 0..<250 {
            let (at, snapshot) = snapshots[random.next(snapshots.count)]
            var bytes = snapshot
            for _ in 0...random.next(3) {
                let place = random.next(bytes.count)
                bytes[place] = random.next(2) == 0 ? UInt8(random.next(256)) : bytes[place] ^ 1 << UInt8(random.next(8))
            }
            guard var engine = try? PartitionEngine.restored(bytes, 0, logs.layout) else { continue }
            restored += 1
            let log = logs.logs[0]
            for offset in at..<min(log.count, at + 60) {
                do {
                    try EngineTrace.pass(&engine, log[offset], offset: offset)
                } catch FrameError.unknownLearned {
                    // A learned file that nobody has.
                    break
                }
            }
            let again = engine.snapshot()
            #expect(Self.error(of: again, logs.layout) == nil, "seed \(seed)")
        }
        #expect(restored > 0)
    }

    @Test func whatBelongsElsewhereIsRefused() throws {
        let (logs, snapshots) = try Self.snapshots(seed: 2, every: 100)
        let snapshot = try #require(snapshots.last).bytes
        #expect(Self.error(of: [], logs.layout) == .noSnapshot)
        #expect(Self.error(of: Array("a snapshot of something else".utf8), logs.layout) == .noSnapshot)
        var newer = snapshot
        newer[4] = 9
        #expect(Self.error(of: newer, logs.layout) == .newerFormat(found: 9, known: 2))
        var older = snapshot
        older[4] = 1
        #expect(Self.error(of: older, logs.layout) == .olderFormat(found: 1, known: 2))
        var layout = logs.layout
        layout.entities = 12
        #expect(Self.error(of: snapshot, layout) == .otherLayout(found: logs.layout, expected: layout))
        var partition = snapshot
        partition[16] = 7
        #expect(Self.error(of: partition, logs.layout) == .otherPartition(found: 7, expected: 0))
        var incarnation = snapshot
        incarnation[20] = 4
        #expect(Self.error(of: incarnation, logs.layout) == .otherIncarnation(found: 4, expected: 3))
    }

    @Test func anErrorSaysWhatIsWrong() {
        var layout = LogLayout()
        layout.entities = 24
        let texts = [
            SnapshotError.newerFormat(found: 9, known: 1), .olderFormat(found: 1, known: 2), .truncated(.legTimers),
            .malformed(.aircraft),
            .tooMany(.legs, count: 7, limit: 5), .otherLayout(found: layout, expected: LogLayout()),
        ].map(\.description)
        #expect(
            texts == [
                "it has format 9, from a newer build; this one knows formats up to 1",
                "it has format 1, from an older build; this one knows format 2",
                "it ends within its timers of legs", "its aircraft cannot be: the bytes are damaged",
                "it has 7 legs, of which a partition remembers 5 at the most",
                "it is of topics with 6, 8, 4 and 24 partitions, not with 6, 8, 4 and 12",
            ])
    }
}
