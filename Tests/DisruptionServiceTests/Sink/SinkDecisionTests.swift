import KafkaClient
import PostgresClient
import Testing

@testable import DisruptionService

@Suite struct SinkStartTests {
    private func stored(_ offset: Int64, log: Int32 = 3) -> SinkPosition {
        SinkPosition(source: SinkSource(topic: "t", partition: 0, log: log), nextOffset: offset)
    }

    @Test func aPartitionNeverReadIsReadFromItsFirstRecord() {
        let start = SinkStart(stored: nil, first: 40, end: 90)
        #expect(start.log == 1 && start.offset == 40 && start.finding == nil)
    }

    @Test(arguments: [40, 41, 90]) func aPositionInsideIsTaken(offset: Int64) {
        let start = SinkStart(stored: stored(offset), first: 40, end: 90)
        #expect(start.log == 3 && start.offset == offset && start.finding == nil)
    }

    @Test func aPositionBeyondTheEndMeansANewLog() {
        let start = SinkStart(stored: stored(91), first: 0, end: 90)
        #expect(start.log == 4 && start.offset == 0 && start.finding == .madeAnew(storedOffset: 91))
    }

    @Test func whatRetentionRemovedIsCounted() {
        let start = SinkStart(stored: stored(10), first: 40, end: 90)
        #expect(start.log == 3 && start.offset == 40 && start.finding == .gone(records: 30))
    }
}

@Suite struct SinkClockTests {
    private var clock: SinkClock

    init() {
        var limits = SinkLimits()
        limits.lingerMs = 50
        limits.beatMs = 10_000
        limits.lookMs = 500
        clock = SinkClock(nowMs: 1_000, limits: limits)
    }

    @Test mutating func aBatchWaitsForOthersOnlySoLong() {
        #expect(clock.next(batchIsEmpty: false, .drained, isLast: false, nowMs: 2_000) == .wait(50))
        #expect(clock.next(batchIsEmpty: false, .more, isLast: false, nowMs: 2_020) == .goOn)
        #expect(clock.next(batchIsEmpty: false, .drained, isLast: false, nowMs: 2_030) == .wait(20))
        #expect(clock.next(batchIsEmpty: false, .drained, isLast: false, nowMs: 2_050) == .write)
        clock.spoke(nowMs: 2_060)
        #expect(clock.next(batchIsEmpty: false, .drained, isLast: false, nowMs: 2_070) == .wait(50))
    }

    @Test mutating func aFullBatchOrTheLastIsWrittenAtOnce() {
        #expect(clock.next(batchIsEmpty: false, .full, isLast: false, nowMs: 1_000) == .write)
        #expect(clock.next(batchIsEmpty: false, .drained, isLast: true, nowMs: 1_000) == .write)
        #expect(clock.next(batchIsEmpty: true, .drained, isLast: true, nowMs: 99_000) == .goOn)
    }

    @Test mutating func anIdleSinkGivesSignsOfLife() {
        #expect(clock.next(batchIsEmpty: true, .drained, isLast: false, nowMs: 4_000) == .wait(500))
        #expect(clock.next(batchIsEmpty: true, .drained, isLast: false, nowMs: 10_900) == .wait(100))
        #expect(clock.next(batchIsEmpty: true, .drained, isLast: false, nowMs: 11_000) == .beat)
        clock.spoke(nowMs: 11_001)
        #expect(clock.next(batchIsEmpty: true, .drained, isLast: false, nowMs: 11_001) == .wait(500))
    }
}

@Suite struct SinkFailureTests {
    @Test func aPauseDoublesUpToItsLimitAndVaries() {
        var pause = RetryPause(100...1_000)
        #expect((0..<5).map { _ in pause.next(chance: 0) } == [50, 100, 200, 400, 500])
        #expect(pause.next(chance: 0.999) > 990)
        for _ in 0..<100 { _ = pause.next(chance: 0) }
        #expect(pause.next(chance: 0) == 500)
        pause.reset()
        #expect(pause.next(chance: 0) == 50)
    }

    private func postgres(_ kind: PostgresError.Kind) -> PostgresError {
        PostgresError(kind: kind, message: "", subject: "")
    }

    @Test func failuresAreSorted() {
        let limits = SinkLimits()
        let away = SinkFailure(postgres(.connectionLost))
        #expect(away.state == .databaseAway && away.pauseMs(limits) == nil)
        let blocked = SinkFailure(postgres(.authentication))
        #expect(blocked.state == .blocked && blocked.pauseMs(limits) == limits.blockedMs)
        #expect(SinkFailure(MigrationError.behind(pending: ["0001_a"])).state == .blocked)
        let standby = SinkFailure(SinkError.standingBy(holder: "x"))
        #expect(standby.state == .standby && standby.pauseMs(limits) == limits.standbyMs)
        #expect(SinkFailure(SinkError.fenced(epoch: 1, current: 2, holder: "x")).state == .standby)
        #expect(SinkFailure(SinkError.topicMissing("t")).message.contains("topics apply"))
        let fatal = KafkaError(code: .fatal, operation: "read", subject: "t", reason: "", isFatal: true)
        #expect(SinkFailure(fatal) == SinkFailure(fatal))
        #expect(SinkFailure(fatal).needsNewReader && SinkFailure(fatal).state == .brokerAway)
    }
}
