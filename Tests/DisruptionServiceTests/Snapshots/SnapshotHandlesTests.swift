import Synchronization
import Testing

@testable import DisruptionService

struct SnapshotHandlesTests {
    /// Like an engine: it cannot be copied.
    private struct Single: ~Copyable {
        let number: Int
    }

    @Test func whatIsLoadedIsGivenOnce() {
        let load = SnapshotLoad<Single>(SnapshotExamples.manifest(7))
        load.note(bytes: 5)
        load.note(bytes: 6)
        guard case .loading(11, 1_200_000) = load.poll() else { Issue.record("not loading"); return }
        load.finish(Single(number: 3))
        guard case .loaded(let single) = load.poll() else { Issue.record("not loaded"); return }
        #expect(single.number == 3)
    }

    @Test func aBrokenOneStaysSo() {
        let load = SnapshotLoad<Single>(SnapshotExamples.manifest(7))
        load.fail(.checksum)
        for _ in 0..<2 {
            guard case .broken(.checksum) = load.poll() else { Issue.record("not broken"); return }
        }
    }

    @Test func ticketsSettleOnce() {
        let calls = Mutex(0)
        let ticket = SnapshotTicket(partition: 1, position: 2) { calls.withLock { $0 += 1 } }
        #expect(ticket.state == .pending)
        #expect(ticket.verdict == .unknown)
        ticket.noteCommitted()
        ticket.abandon()
        #expect(ticket.verdict == .committed)
        #expect(ticket.state == .pending)
        ticket.settleComplete()
        ticket.settleFailed("late")
        #expect(ticket.state == .complete)
        #expect(calls.withLock { $0 } == 2)

        let other = SnapshotTicket(partition: 1, position: 2)
        other.abandon()
        other.settleComplete()
        #expect(other.state == .abandoned)
    }
}
