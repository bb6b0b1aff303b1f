import DisruptionCore
import Synchronization

/// States that a process keeps warm for partitions that others own: between the follower, which keeps them, and the
/// lanes, which take them.
final class StandbyShelf: Sendable {
    private struct State: ~Copyable {
        /// Partitions that lanes of this process own.
        var owned: Set<Int> = []
        var kept: [Int: Kept] = [:]
        /// The group's positions as the follower heard them last.
        var committed: [Int: Int64] = [:]
        /// Rises whenever there is something else to follow.
        var changes = 0
    }

    /// A state is on the shelf or a lane's, never both, which is why it may be handed over unchecked.
    private struct Kept: @unchecked Sendable {
        let partition: EntitiesPartition
    }

    /// Whether states are kept at all.
    let isOpen: Bool
    private let state = Mutex(State())

    init(isOpen: Bool) { self.isOpen = isOpen }

    /// A lane takes a partition over.
    /// - Returns: its state, where one is kept; it is the lane's now.
    func take(_ partition: Int) -> EntitiesPartition? {
        let taken = state.withLock { state in
            state.owned.insert(partition)
            state.changes += 1
            return state.kept.removeValue(forKey: partition)
        }
        return taken?.partition
    }

    /// A lane has given a partition up.
    /// - Parameter isCommitted: whether its state is that at the committed position, for the follower to go on with.
    func giveBack(_ partition: EntitiesPartition, isCommitted: Bool) {
        let kept = Kept(partition: partition)
        state.withLock { state in
            state.owned.remove(kept.partition.number)
            state.changes += 1
            if isOpen, isCommitted { state.kept[kept.partition.number] = kept }
        }
    }

    // MARK: the follower

    var changes: Int { state.withLock { $0.changes } }

    /// Whether no lane of this process owns a partition.
    func isFree(_ partition: Int) -> Bool { state.withLock { !$0.owned.contains(partition) } }

    /// Keeps a state; not where a lane has taken the partition meanwhile.
    func put(_ partition: EntitiesPartition) {
        let kept = Kept(partition: partition)
        state.withLock { state in
            if !state.owned.contains(kept.partition.number) { state.kept[kept.partition.number] = kept }
        }
    }

    /// Works on a state, which no lane can take meanwhile.
    /// - Returns: nil where there is none.
    func with<Result: Sendable, Failure: Error>(
        _ partition: Int, _ body: (EntitiesPartition) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        try state.withLock { (state) throws(Failure) in
            guard let kept = state.kept[partition] else { return nil }
            return try body(kept.partition)
        }
    }

    /// Lets a state go that cannot be trusted any more.
    func drop(_ partition: Int) { _ = state.withLock { $0.kept.removeValue(forKey: partition) } }

    /// The follower has heard how far the group is.
    func note(_ partition: Int, committed: Int64) { state.withLock { $0.committed[partition] = committed } }

    /// A state that is kept warm, as it is shown.
    struct Shown: Equatable {
        let partition: Int
        /// Everything below is in the state.
        let position: Int64
        /// Offsets from there to the group's position.
        let lag: Int64
    }

    /// All states, in the order of their partitions.
    var states: [Shown] {
        state.withLock { state in
            state.kept.map { number, kept in
                let position = kept.partition.position
                return Shown(
                    partition: number, position: position, lag: max(0, (state.committed[number] ?? position) - position)
                )
            }
        }.sorted { $0.partition < $1.partition }
    }

    /// Where the states on the shelf stand, by partition.
    var positions: [Int: Int64] { state.withLock { $0.kept.mapValues(\.partition.position) } }
}
