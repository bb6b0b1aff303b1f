import KafkaClient
import PostgresClient
import Synchronization
import Testing
import WireFormat

@testable import DisruptionService

/// Several connections under one epoch, and batches cut at random.
@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason), .timeLimit(.minutes(3)))
struct SinkConnectionsTests {
    private let target: ConnectionTarget
    private let wakeup: Wakeup

    init() throws {
        target = try newSinkDatabase()
        wakeup = try Wakeup()
    }

    private func store(_ connections: Int = 2, holder: String = "test") throws -> SinkStore {
        var settings = SinkSettings(database: target, kafka: [:], topics: [:], holder: holder)
        settings.limits.connections = connections
        return try SinkStore(settings, wakeup: wakeup)
    }

    /// One batch a share: a hundred disruptions each.
    private func batches(version: Int64, at offset: Int64) -> [SinkBatch] {
        (0..<2).map { batch(($0 * 100)..<($0 * 100 + 100), version: version, partition: Int32($0), at: offset) }
    }

    private func batch(_ ids: Range<Int>, version: Int64, partition: Int32, at offset: Int64) -> SinkBatch {
        var batch = SinkBatch()
        for (index, id) in ids.enumerated() {
            RecordMaker(.disruptions, partition: partition).add(
                disruptionBody("d\(id)", version: version, legs: ["A/1/X"]), at: offset + Int64(index), to: &batch)
        }
        return batch
    }

    private func finish(_ store: SinkStore, share: Int) throws -> SinkWriteResult {
        while true {
            if let result = try store.finished(share: share) { return result }
            wakeup.wait(timeout: .seconds(10))
        }
    }

    @Test func sharesAreWrittenSideBySide() throws {
        let store = try store()
        defer { store.close() }
        // The second one's first row is locked by somebody else: it waits, the first one does not.
        let other = try Connection(to: target)
        var batches = batches(version: 1, at: 0)
        for share in 0..<2 { store.begin(&batches[share], share: share) }
        for share in 0..<2 { #expect(try finish(store, share: share).written == [100, 0, 0, 0, 0, 0]) }
        #expect(batches.allSatisfy { $0.isEmpty })
        try other.execute("BEGIN; SELECT FROM iropsd.disruptions WHERE disruption_id = 'd100' FOR UPDATE")
        batches = self.batches(version: 2, at: 100)
        for share in [1, 0] { store.begin(&batches[share], share: share) }
        #expect(try finish(store, share: 0).written == [100, 0, 0, 0, 0, 0])
        #expect(try store.finished(share: 1) == nil)
        try other.execute("ROLLBACK")
        #expect(try finish(store, share: 1).written == [100, 0, 0, 0, 0, 0])
        let versions = try other.query("SELECT DISTINCT version FROM iropsd.disruptions")
        #expect(versions.map { $0.integer("version") } == [2])
        #expect(try other.query("SELECT 1 FROM iropsd.disruption_legs").count == 200)
    }

    @Test func aTakeoverFencesEveryConnection() throws {
        let zombie = try store(3, holder: "zombie")
        defer { zombie.close() }
        let heir = try SinkConnection(target: target, holder: "heir", standsBy: false)
        let old = zombie.epoch
        let new = heir.epoch
        let contents = try sinkContents(target)
        for share in 0..<3 {
            var batch = batch(0..<10, version: 1, partition: Int32(share), at: 0)
            zombie.begin(&batch, share: share)
            #expect(throws: SinkError.fenced(epoch: old, current: new, holder: "heir")) {
                _ = try finish(zombie, share: share)
            }
            // An empty batch is a sign of life, and looks too.
            zombie.begin(&batch, share: share)
            #expect(throws: SinkError.self) { _ = try finish(zombie, share: share) }
        }
        #expect(try sinkContents(target) == contents)
    }

    @Test func aTakeoverWaitsForEveryConnectionAndSeesWhatItWrote() throws {
        let store = try store()
        defer { store.close() }
        // A transaction of the second connection that has checked the fence and is not through.
        let second = try SinkConnection(beside: store.epoch, target: target, holder: "test")
        try second.connection.execute("BEGIN")
        try SinkFence.check(epoch: store.epoch, second.connection)
        var batch = batch(0..<10, version: 1, partition: 0, at: 0)
        store.begin(&batch, share: 0)
        #expect(try finish(store, share: 0).written == [10, 0, 0, 0, 0, 0])
        try SinkPositions.write([RecordMaker(.disruptions, partition: 1).source: 77], second.connection)
        let target = target
        let heir = Outcome()
        let thread = try SystemThread("heir") {
            heir.set(
                Result {
                    try SinkConnection(target: target, holder: "heir", standsBy: false).positions.map(\.nextOffset)
                })
        }
        let observer = try Connection(to: target)
        while try observer.query(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        .isEmpty { try #require(heir.value == nil, "it did not wait") }
        try second.connection.execute("COMMIT")
        thread.join()
        #expect(try heir.value?.get().sorted() == [10, 77])
    }

    @Test func closingDoesNotWaitForWhatIsUnderWay() throws {
        let store = try store()
        let other = try Connection(to: target)
        try other.execute("BEGIN; LOCK iropsd.disruptions")
        for share in 0..<2 {
            var batch = batch(0..<10, version: 1, partition: Int32(share), at: 0)
            store.begin(&batch, share: share)
        }
        let start = SystemClock.monotonicMs()
        store.close()
        #expect(SystemClock.monotonicMs() - start < 5_000)
        try other.execute("ROLLBACK")
        #expect(try other.query("SELECT 1 FROM iropsd.disruptions").count == 0)
    }

    /// However the log is cut into batches, the tables end as if every record had been written by itself.
    @Test(arguments: UInt64(0)..<8) func theCutMakesNoDifference(seed: UInt64) throws {
        var random = Numbers(seed)
        let log = (0..<160).map { _ in Step(&random) }
        let whole = try contents(log, cutting: { _ in 160 })
        #expect(try contents(log, cutting: { _ in 1 }) == whole)
        #expect(try contents(log, cutting: { Int($0.next() % 40) + 1 }) == whole)
        // Looking ahead in stretches leaves out only what makes no difference.
        #expect(try contents(kept(log, stretch: 160), cutting: { Int($0.next() % 40) + 1 }) == whole)
        #expect(try contents(kept(log, stretch: 37), cutting: { _ in 7 }) == whole)
        #expect(whole.count > 10)
    }

    /// The log, with what looking ahead leaves out marked.
    private func kept(_ log: [Step], stretch: Int) -> [Step] {
        var reader = OutputReader()
        var kept: [Step] = []
        for start in stride(from: 0, to: log.count, by: stretch) {
            var lookaheads = SinkTable.allCases.map { Lookahead($0, start: Int64(start), keysMax: 1_000) }
            let part = start..<min(start + stretch, log.count)
            for offset in part {
                var batch = SinkBatch()
                log[offset].add(at: Int64(offset), to: &batch)
                for table in SinkTable.allCases {
                    for entry in batch[table].entries {
                        batch[table].with(entry) { key, value in
                            let record = SinkRecord(offset: entry.offset, timestampMs: 0, key: key, value: value)
                            lookaheads[table.rawValue].note(record, &reader)
                        }
                    }
                }
            }
            kept += part.map { offset in
                var step = log[offset]
                step.isLeftOut = !lookaheads.contains { $0.kept.contains(Int64(offset)) }
                return step
            }
        }
        return kept
    }

    private func contents(_ log: [Step], cutting: (inout Numbers) -> Int) throws -> [String] {
        let target = try newSinkDatabase()
        let store = try SinkConnection(target: target, holder: "test")
        var random = Numbers(99)
        var rest = log[...]
        var offset: Int64 = 0
        while !rest.isEmpty {
            var batch = SinkBatch()
            let part = rest.prefix(cutting(&random))
            for step in part {
                step.add(at: offset, to: &batch)
                offset += 1
            }
            rest = rest.dropFirst(part.count)
            let poison = batch.origins(of: .disruptions).count { $0.offset % 10 == 3 }
            #expect(try store.write(batch).rejections.count == poison)
        }
        return try sinkContents(target)
    }

    /// A record of the log.
    private struct Step {
        let kind: UInt64
        let id: UInt64
        let version: Int64
        var isLeftOut = false

        init(_ random: inout Numbers) {
            (kind, id) = (random.next() % 4, random.next() % 12)
            version = Int64(random.next() % 50)
        }

        func add(at offset: Int64, to batch: inout SinkBatch) {
            let leg = "AA\(id)/2008-02-06/ORD"
            // Every tenth is no row.
            let poison = offset % 10 == 3
            if isLeftOut {
                let table: SinkTable = poison || kind < 2 ? .disruptions : .flightState
                return batch.advance(RecordMaker(table).source, to: offset + 1)
            }
            switch kind {
            case _ where poison:
                RecordMaker(.disruptions).add(disruptionBody("d\(id)", version: 99, more: "x"), at: offset, to: &batch)
            case 0, 1:
                let legs = (0..<version % 4).map { "AA\($0)/2008-02-06/ORD" }
                RecordMaker(.disruptions).add(
                    disruptionBody("d\(id)", version: version, legs: legs), at: offset, to: &batch)
            case 2:
                RecordMaker(.flightState).add(
                    flightStateBody(leg, version: Int64(offset), status: "S\(version)"), at: offset, to: &batch)
            default: RecordMaker(.flightState).add(nil, key: Array(leg.utf8), at: offset, to: &batch)
            }
        }
    }
}

/// What another thread found out.
private final class Outcome: Sendable {
    private let state = Mutex<Result<[Int64], any Error>?>(nil)
    var value: Result<[Int64], any Error>? { state.withLock { $0 } }
    func set(_ value: Result<[Int64], any Error>) { state.withLock { $0 = value } }
}
