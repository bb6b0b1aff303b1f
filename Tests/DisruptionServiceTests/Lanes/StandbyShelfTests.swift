import DisruptionCore
import Testing

@testable import DisruptionService

/// What stands on the shelf of a warm standby, and what is shown of it.
struct StandbyShelfTests {
    private static func partition(_ number: Int, at position: Int64) -> EntitiesPartition {
        let engine = PartitionEngine(
            partition: number, layout: LogLayout(entities: 3), incarnation: 1, reference: .empty)
        return EntitiesPartition(number: number, engine: engine, start: position, committed: position)
    }

    @Test("States are shown in order, with how far they are behind the group")
    func shown() {
        let shelf = StandbyShelf(isOpen: true)
        shelf.put(Self.partition(2, at: 10))
        shelf.put(Self.partition(0, at: 5))
        shelf.note(2, committed: 17)
        #expect(
            shelf.states == [
                StandbyShelf.Shown(partition: 0, position: 5, lag: 0),
                StandbyShelf.Shown(partition: 2, position: 10, lag: 7),
            ])
        let metrics = MetricsRegistry()
        StandbyReport.register(shelf, status: StatusBoard(), metrics: metrics)
        #expect(metrics.text.contains(#"iropsd_standby_lag{partition="2"} 7"#))
    }

    @Test("What a lane takes is gone, and comes back only with a state that is committed")
    func taken() {
        let shelf = StandbyShelf(isOpen: true)
        shelf.put(Self.partition(1, at: 5))
        let taken = shelf.take(1)
        #expect(taken?.position == 5 && shelf.states.isEmpty && !shelf.isFree(1))
        // A lane has it: the follower cannot put one beside it.
        shelf.put(Self.partition(1, at: 6))
        #expect(shelf.states.isEmpty && shelf.take(1) == nil)
        if let taken { shelf.giveBack(taken, isCommitted: false) }
        #expect(shelf.states.isEmpty && shelf.isFree(1))
        if let taken { shelf.giveBack(taken, isCommitted: true) }
        #expect(shelf.states.map(\.partition) == [1])
    }
}
