import DisruptionCore
import Testing

@testable import DisruptionService

/// What a partition's queue, its last fetch and its ends say together.
struct ReadingProgressTests {
    private static func minutes(_ count: Int64) -> Instant { Instant(ms: count * 60_000) }

    private static func progress(_ position: Int64 = 0, end: Int64) -> ReadingProgress {
        ReadingProgress(position: position, end: end, nowMs: 0)
    }

    @Test("The slowest partition that has records to come holds the others back")
    func bound() {
        typealias Row = (newest: Instant, holdsBack: Bool)
        let rows: [Row] = [(Self.minutes(100), true), (Self.minutes(60), true), (Self.minutes(5), false)]
        #expect(Alignment.bound(of: rows) == Self.minutes(70))
        #expect(Alignment.bound(of: rows.filter { !$0.holdsBack }) == .distantFuture)
        #expect(Alignment.bound(of: [Row]()) == .distantFuture)
        // One of which nothing was read: all others wait, it is read itself.
        let unread: [Row] = rows + [(.distantPast, true)]
        #expect(Alignment.bound(of: unread) == .distantPast)
        #expect(Alignment.bound(of: rows + [(.distantPast, false)]) == Self.minutes(70))
    }

    @Test("An empty queue is not an empty partition")
    func unread() {
        var progress = Self.progress(end: 600)
        #expect(progress.hasUnread)
        for offset in 0..<512 as Range<Int64> { progress.read(offset) }
        progress.noteDrain(512, of: 512, high: nil, nowMs: 1)
        #expect(progress.hasUnread)
        progress.noteDrain(0, of: 512, high: 600, nowMs: 2)
        #expect(progress.isDry && progress.hasUnread && progress.holdsBack(nowMs: 2))
        for offset in 512..<600 as Range<Int64> { progress.read(offset) }
        progress.noteDrain(88, of: 512, high: 600, nowMs: 3)
        #expect(!progress.hasUnread)
        // The broker has more than when the partition was taken over.
        progress.noteDrain(0, of: 512, high: 700, nowMs: 4)
        #expect(progress.hasUnread)
    }

    @Test("The end is where the client says it is: markers and open transactions lie behind the last record")
    func ends() {
        var progress = Self.progress(end: 5)
        for offset in 0..<3 as Range<Int64> { progress.read(offset) }
        progress.noteDrain(3, of: 512, high: 5, nowMs: 1)
        #expect(progress.hasUnread)
        // An open transaction stands at 3; nothing can be read: nobody waits for it.
        progress.reachEnd(3)
        #expect(progress.position == 3 && !progress.hasUnread && !progress.holdsBack(nowMs: 1))
        progress.reachEnd(6)
        #expect(progress.position == 6 && progress.isAtEnd)
        progress.read(6)
        #expect(!progress.isAtEnd && progress.position == 7)
    }

    @Test("Nobody waits for ever for records that do not come")
    func patience() {
        var progress = Self.progress(end: 10)
        progress.noteDrain(0, of: 512, high: nil, nowMs: 100)
        #expect(progress.holdsBack(nowMs: 100 + LaneLimits.alignmentPatienceMs - 1))
        progress.noteDrain(0, of: 512, high: nil, nowMs: 5_000)
        #expect(!progress.holdsBack(nowMs: 100 + LaneLimits.alignmentPatienceMs))
        progress.read(0)
        progress.noteDrain(1, of: 512, high: 10, nowMs: 90_000)
        #expect(progress.holdsBack(nowMs: 90_000))
        // One that itself waits for others is not asked: its queue is not empty.
        progress.noteDrain(512, of: 512, high: nil, nowMs: 90_001)
        #expect(progress.holdsBack(nowMs: 10_000_000))
    }

    @Test("A quiet partition follows the clock that the look after has proven")
    func idle() {
        var progress = Self.progress(end: 1)
        progress.read(0)
        progress.noteDrain(1, of: 512, high: 1, nowMs: 0)
        let later = LaneLimits.idleAfterMs
        #expect(!progress.isQuiet(nowMs: later))
        progress.reachEnd(1)
        #expect(!progress.isQuiet(nowMs: later - 1) && progress.isQuiet(nowMs: later))
        #expect(progress.prove(stableEnd: 1, high: 1, clock: Self.minutes(1), nowMs: later) == nil)
        #expect(progress.prove(stableEnd: 1, high: 1, clock: Self.minutes(2), nowMs: later) == Self.minutes(1))
        #expect(progress.prove(stableEnd: 1, high: 1, clock: Self.minutes(3), nowMs: later) == Self.minutes(2))
        // Something has come that was not read: proofs begin anew.
        #expect(progress.prove(stableEnd: 2, high: 2, clock: Self.minutes(4), nowMs: later) == nil)
        progress.reachEnd(2)
        #expect(progress.prove(stableEnd: 2, high: 2, clock: Self.minutes(5), nowMs: later) == nil)
        #expect(progress.prove(stableEnd: 2, high: 2, clock: Self.minutes(6), nowMs: later) == Self.minutes(5))
        progress.read(2)
        progress.reachEnd(3)
        #expect(progress.prove(stableEnd: 3, high: 3, clock: Self.minutes(7), nowMs: later) == nil)
    }

    @Test("An open transaction holds the clock back, but not for ever")
    func openTransaction() {
        var progress = Self.progress(end: 1)
        progress.read(0)
        progress.noteDrain(1, of: 512, high: 3, nowMs: 0)
        progress.reachEnd(1)
        let start = LaneLimits.idleAfterMs
        func prove(_ high: Int64, _ nowMs: Int64) -> Instant? {
            progress.prove(stableEnd: 1, high: high, clock: Instant(ms: nowMs), nowMs: nowMs)
        }
        let end = start + LaneLimits.openTransactionMs
        for nowMs in stride(from: start, to: end, by: Int64.Stride(LaneLimits.idleCheckMs)) {
            #expect(prove(3, nowMs) == nil)
            #expect(!progress.hasGivenUpOnTransaction(nowMs: nowMs))
        }
        #expect(prove(3, end) == nil)
        #expect(progress.hasGivenUpOnTransaction(nowMs: end))
        #expect(prove(3, end + 1) == Instant(ms: end))
        // It came to its end after all.
        #expect(prove(1, end + 2) == Instant(ms: end + 1))
        #expect(!progress.hasGivenUpOnTransaction(nowMs: end + 2))
    }
}
