import Glibc
import Synchronization

/// Where the threads of a runtime wait for each other between rounds.
///
/// The last to come does what only one may do, then lets the others go on. Who waits spins for some microseconds, which
/// is about what a round takes, and sleeps then: on a busy machine a sleeper gets its processor back sooner than one
/// that only steps aside.
final class RoundBarrier: Sendable {
    private let members: Int
    private let arrived = Atomic(0)
    private let generation = Atomic(0)
    private let sleepers = Atomic(0)
    private let signpost = Signpost()

    /// Looks at the generation before a thread sleeps: some 30 µs, less than sleeping and waking cost.
    private static let spins = 30_000

    init(members: Int) { self.members = members }

    /// Waits for all members.
    /// - Parameter alone: done by the last to come, while all others wait.
    func meet(_ alone: () -> Void) {
        let mine = generation.load(ordering: .acquiring)
        if arrived.add(1, ordering: .acquiringAndReleasing).newValue == members {
            alone()
            arrived.store(0, ordering: .relaxed)
            generation.store(mine &+ 1, ordering: .sequentiallyConsistent)
            if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
                signpost.lock()
                signpost.wakeAll()
                signpost.unlock()
            }
            return
        }
        for _ in 0..<RoundBarrier.spins where generation.load(ordering: .acquiring) != mine { return }
        signpost.lock()
        sleepers.add(1, ordering: .sequentiallyConsistent)
        while generation.load(ordering: .sequentiallyConsistent) == mine { signpost.wait() }
        sleepers.subtract(1, ordering: .sequentiallyConsistent)
        signpost.unlock()
    }
}
