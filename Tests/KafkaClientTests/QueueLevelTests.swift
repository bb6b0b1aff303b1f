import Testing

@testable import KafkaClient

@Suite("Levels of queues")
struct QueueLevelTests {
    private func record(_ offset: Int64, _ bytes: Int) -> DrainedRecord {
        DrainedRecord(offset: offset, bytes: bytes)
    }

    @Test("A queue drained from full to empty with no arrival tells its position, once")
    func stall() {
        var level = QueueLevel()
        level.willDrain(waiting: 4)
        for offset in 0..<4 { level.drained(record(Int64(offset), 100)) }
        level.willDrain(waiting: 0)
        #expect(level.takeStall(limitBytes: 800) == 4)
        #expect(level.takeStall(limitBytes: 800) == nil)
    }

    @Test("An arrival in between means that fetching goes on")
    func arrival() {
        var level = QueueLevel()
        level.willDrain(waiting: 4)
        for offset in 0..<4 { level.drained(record(Int64(offset), 100)) }
        level.willDrain(waiting: 1)
        level.drained(record(4, 100))
        level.willDrain(waiting: 0)
        #expect(level.takeStall(limitBytes: 800) == nil)
    }

    @Test("A queue that was never near its limit is only caught up")
    func caughtUp() {
        var level = QueueLevel()
        level.willDrain(waiting: 2)
        for offset in 0..<2 { level.drained(record(Int64(offset), 100)) }
        #expect(level.takeStall(limitBytes: 800) == nil)
    }
}
