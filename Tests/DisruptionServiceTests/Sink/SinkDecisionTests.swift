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

    private mutating func next(
        _ level: SinkClock.Level, isEmpty: Bool = false, isBusy: Bool = false, isLast: Bool = false, nowMs: Int64
    ) -> SinkClock.Action {
        clock.next(batchIsEmpty: isEmpty, level, isBusy: isBusy, isLast: isLast, nowMs: nowMs)
    }

    @Test mutating func aBatchWaitsForOthersOnlySoLong() {
        #expect(next(.drained, nowMs: 2_000) == .wait(50))
        #expect(next(.more, nowMs: 2_020) == .goOn)
        #expect(next(.drained, nowMs: 2_030) == .wait(20))
        #expect(next(.drained, nowMs: 2_050) == .write)
        clock.began()
        clock.spoke(nowMs: 2_060)
        #expect(next(.drained, nowMs: 2_070) == .wait(50))
    }

    @Test mutating func aFullBatchOrTheLastIsWrittenAtOnce() {
        #expect(next(.full, nowMs: 1_000) == .write)
        #expect(next(.drained, isLast: true, nowMs: 1_000) == .write)
        clock.began()
        #expect(next(.drained, isEmpty: true, isLast: true, nowMs: 99_000) == .wait(500))
    }

    @Test mutating func nextToABatchUnderWayTheNextIsFilled() {
        #expect(next(.more, isBusy: true, nowMs: 2_000) == .goOn)
        #expect(next(.drained, isBusy: true, nowMs: 2_100) == .wait(500))
        #expect(next(.full, isBusy: true, nowMs: 2_200) == .wait(500))
        #expect(next(.drained, isEmpty: true, isBusy: true, nowMs: 99_000) == .wait(500))
        // Its first record has waited long enough.
        #expect(next(.drained, nowMs: 99_000) == .write)
    }

    @Test mutating func anIdleSinkGivesSignsOfLife() {
        #expect(next(.drained, isEmpty: true, nowMs: 4_000) == .wait(500))
        #expect(next(.drained, isEmpty: true, nowMs: 10_900) == .wait(100))
        #expect(next(.drained, isEmpty: true, nowMs: 11_000) == .write)
        clock.spoke(nowMs: 11_001)
        #expect(next(.drained, isEmpty: true, nowMs: 11_001) == .wait(500))
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
