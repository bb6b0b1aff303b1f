import Foundation
import PostgresClient
import PostgresServer
import Synchronization
import Testing

@testable import DisruptionService

/// A second store that takes over: it blocks its thread, so that thread is not one of Swift's few.
private final class Takeover: Sendable {
    private let result = Mutex<Result<[Int64], any Error>?>(nil)

    var outcome: Result<[Int64], any Error>? { result.withLock { $0 } }

    func run(_ target: ConnectionTarget) {
        let outcome = Result {
            try SinkConnection(target: target, holder: "second", standsBy: false).positions.map(\.nextOffset)
        }
        result.withLock { $0 = outcome }
    }
}

@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason), .timeLimit(.minutes(3)))
struct SinkFenceTests {
    private let target: ConnectionTarget

    init() throws {
        target = try newSinkDatabase()
    }

    private func batch(_ id: String, version: Int64, at offset: Int64) -> SinkBatch {
        var batch = SinkBatch()
        RecordMaker(.disruptions).add(disruptionBody(id, version: version), at: offset, to: &batch)
        return batch
    }

    @Test func aZombieWritesNothing() throws {
        let zombie = try SinkConnection(target: target, holder: "zombie")
        _ = try zombie.write(batch("d1", version: 1, at: 0))
        let heir = try SinkConnection(target: target, holder: "heir", standsBy: false)
        let (old, new) = (zombie.epoch, heir.epoch)
        #expect(new == old + 1)
        #expect(heir.positions.map(\.nextOffset) == [1])
        _ = try heir.write(batch("d1", version: 2, at: 1))
        let contents = try sinkContents(target)
        #expect(throws: SinkError.fenced(epoch: old, current: new, holder: "heir")) {
            try zombie.write(batch("d1", version: 3, at: 2))
        }
        #expect(try sinkContents(target) == contents)
    }

    @Test func aSinkStandsByWhileAnotherLives() throws {
        let first = try SinkConnection(target: target, holder: "first")
        #expect(throws: SinkError.standingBy(holder: "first")) {
            _ = try SinkConnection(target: target, holder: "second")
        }
        first.close()
        // The server frees the lock when it notices the end of the session.
        let epoch = try untilFree { try SinkConnection(target: target, holder: "second").epoch }
        #expect(epoch == 2)
    }

    @Test func aFrozenSinkLosesItsLock() throws {
        var limits = SinkLimits()
        limits.sessionIdleSecondsMax = 1
        let frozen = try SinkConnection(target: target, holder: "frozen", limits: limits)
        let epoch = try untilFree { try SinkConnection(target: target, holder: "heir").epoch }
        #expect(epoch == 2)
        let error = #expect(throws: PostgresError.self) { try frozen.write(batch("d1", version: 1, at: 0)) }
        #expect(error?.isRetriable == true)
    }

    @Test func aSinkFrozenInATransactionHoldsUpNobodyForLong() throws {
        var limits = SinkLimits()
        limits.transactionIdleSecondsMax = 1
        let frozen = try SinkConnection(target: target, holder: "frozen", limits: limits)
        try frozen.connection.execute("BEGIN")
        try SinkFence.check(epoch: frozen.epoch, frozen.connection)
        // Waits for the fence's row until the server ends the frozen transaction.
        let heir = try SinkConnection(target: target, holder: "heir", standsBy: false)
        _ = try heir.write(batch("d1", version: 1, at: 0))
        let error = #expect(throws: PostgresError.self) { try frozen.connection.execute("COMMIT") }
        #expect(error?.isRetriable == true)
    }

    @Test func aSinkFrozenInACopyIsEndedByWhoWaitsForItsPlace() throws {
        let server = try PrivatePostgres.newServer()
        let target = try ConnectionTarget(server.url())
        _ = try Migrator(target: target).apply()
        // Says that it is about to send rows, and sends none.
        let (frozen, rows) = (Process(), Pipe())
        frozen.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        frozen.arguments = [
            "psql", "-q", server.url(), "-c", "SELECT pg_advisory_lock(\(SinkFence.lockKey))", "-c",
            "COPY iropsd.sink_rejects FROM STDIN",
        ]
        (frozen.standardInput, frozen.standardOutput) = (rows, FileHandle.nullDevice)
        try frozen.run()
        defer {
            try? rows.fileHandleForWriting.close()
            frozen.waitUntilExit()
        }
        let observer = try Connection(to: target)
        while try observer.query(
            "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND wait_event = 'ClientRead'"
        ).isEmpty { try #require(frozen.isRunning) }
        #expect(throws: SinkError.self) { _ = try SinkConnection(target: target, holder: "early") }
        #expect(throws: SinkError.self) { _ = try SinkConnection(target: target, holder: "early again") }
        var limits = SinkLimits()
        limits.sessionIdleSecondsMax = 0
        let epoch = try untilFree { try SinkConnection(target: target, holder: "heir", limits: limits).epoch }
        #expect(epoch == 1)
    }

    @Test func aTakeoverSeesWhatItWaitedFor() throws {
        let target = target
        let first = try SinkConnection(target: target, holder: "first")
        try first.connection.execute("BEGIN")
        try SinkFence.check(epoch: first.epoch, first.connection)
        let takeover = Takeover()
        let thread = try SystemThread("takeover") { takeover.run(target) }
        let observer = try Connection(to: target)
        while try observer.query(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        .isEmpty { try #require(takeover.outcome == nil, "it did not wait") }
        try SinkPositions.write([RecordMaker(.disruptions).source: 42], first.connection)
        try first.connection.execute("COMMIT")
        thread.join()
        #expect(try takeover.outcome?.get() == [42])
    }

    @Test func aDatabaseThatCrashesInTheMiddleLosesAndDoublesNothing() throws {
        let server = try PrivatePostgres.newServer()
        let target = try ConnectionTarget(server.url())
        _ = try Migrator(target: target).apply()
        let store = try SinkConnection(target: target, holder: "test")
        _ = try store.write(batch("d1", version: 1, at: 0))
        server.crash()
        let away = #expect(throws: PostgresError.self) { try store.write(batch("d1", version: 2, at: 1)) }
        #expect(away?.isRetriable == true, "\(String(describing: away))")
        let stillAway = #expect(throws: PostgresError.self) { _ = try SinkConnection(target: target, holder: "test") }
        #expect(stillAway?.isRetriable == true)
        try server.start()
        let again = try SinkConnection(target: target, holder: "test")
        #expect(again.positions.map(\.nextOffset) == [1])
        _ = try again.write(batch("d1", version: 2, at: 1))
        let rows = try Connection(to: target).query("SELECT version FROM iropsd.disruptions")
        #expect(rows.map { $0.integer("version") } == [2])
    }

    private func untilFree<R>(_ attempt: () throws -> R) throws -> R {
        while true {
            do { return try attempt() } catch SinkError.standingBy {}
        }
    }
}
