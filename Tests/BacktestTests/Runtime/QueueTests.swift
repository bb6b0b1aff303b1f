import Synchronization
import Testing

@testable import Backtest

@Suite struct QueueTests {
    @Test func whatIsPutComesOutInOrder() throws {
        let queue = BoundedQueue<Int>(capacity: 3)
        let thread = try WorkerThread {
            for value in 0..<1000 { _ = queue.put(value) }
            queue.close()
        }
        var taken: [Int] = []
        while let value = queue.take() { taken.append(value) }
        thread.join()
        #expect(taken == Array(0..<1000))
        #expect(!queue.put(1) && queue.take() == nil)
    }

    @Test func closingLetsWaitingThreadsGo() throws {
        let queue = BoundedQueue<Int>(capacity: 1)
        #expect(queue.put(1))
        let outcome = Handover(RefusedFlag())
        let thread = try WorkerThread { outcome.value.refused.store(!queue.put(2), ordering: .relaxed) }
        queue.close()
        thread.join()
        let isRefused = outcome.value.refused.load(ordering: .relaxed)
        #expect(isRefused)
        #expect(queue.take() == 1 && queue.take() == nil)
    }

    @Test func roundsGoOnTogether() throws {
        let members = 4
        let barrier = RoundBarrier(members: members)
        let board = Handover(Rounds())
        let threads = try (0..<members).map { _ in
            try WorkerThread {
                for round in 0..<500 {
                    barrier.meet { board.value.led += 1 }
                    if board.value.led < round + 1 { board.value.early.add(1, ordering: .relaxed) }
                }
            }
        }
        for thread in threads { thread.join() }
        let early = board.value.early.load(ordering: .relaxed)
        #expect(board.value.led == 500 && early == 0)
    }

    private final class RefusedFlag: Sendable {
        let refused = Atomic(false)
    }

    private final class Rounds {
        var led = 0
        let early = Atomic(0)
    }
}
