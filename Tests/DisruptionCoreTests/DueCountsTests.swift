import Testing

@testable import DisruptionCore

/// Counts of a sliding window, beside a slow reference that knows all changes.
@Suite struct DueCountsTests {
    private typealias Counts = DueCounts<CarrierCode, FleetCounts>

    private struct Change {
        var due: QuarterHour
        var settles: QuarterHour
        var carrier: CarrierCode
        var counts: FleetCounts
    }

    private static let carriers = ["AA", "B6", "DL", "UA"].map { CarrierCode($0) ?? .none }
    private static let start = QuarterHour(containing: at(6))

    private static func change(_ seeded: inout Seeded, in bin: QuarterHour) -> Change {
        let due = bin + Int32(seeded.next(30) - 20)
        let step = Int32(seeded.next(3) - 1)
        return Change(
            due: due, settles: max(due, bin + Int32(seeded.next(4))), carrier: carriers[seeded.next(carriers.count)],
            counts: FleetCounts(due: 1, late: step, cancelled: 0))
    }

    /// The window as it is defined: what has settled of the eight bins before the last one.
    private static func window(_ changes: [Change], at bin: QuarterHour) -> [CarrierCode: FleetCounts] {
        var sums: [CarrierCode: FleetCounts] = [:]
        for change in changes where change.settles <= bin && change.due < bin && bin - change.due <= DueWindow.bins {
            sums[change.carrier, default: FleetCounts()] += change.counts
        }
        return sums
    }

    private static func restored(_ counts: Counts) throws -> Counts {
        var writer = ByteWriter()
        counts.encodeSnapshot(into: &writer)
        let bytes = Array(writer.bytes)
        return try bytes.withUnsafeBytes { raw in
            var reader = SnapshotReader(.airports, ByteReader(raw))
            let read = Counts(changeLimit: 4096, restoring: &reader)
            try reader.finish()
            return read
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func windowIsWhatItsChangesSay(seed: UInt64) throws {
        var seeded = Seeded(seed)
        var counts = Counts(changeLimit: 4096)
        var changes: [Change] = []
        for step in 0..<80 as Range<Int32> {
            let bin = Self.start + step
            for _ in 0..<seeded.next(6) {
                let change = Self.change(&seeded, in: bin)
                let isTaken = counts.count(change.counts, change.carrier, due: change.due, settles: change.settles)
                #expect(isTaken)
                changes.append(change)
            }
            // A quiet airport is not settled at every bin.
            if step % 7 == 3 { continue }
            counts.settle(bin)
            if step % 5 == 0 { counts = try Self.restored(counts) }
            let expected = Self.window(changes, at: bin)
            #expect(counts.window.map(\.key) == expected.keys.sorted(), "seed \(seed), bin \(step)")
            for row in counts.window { #expect(row.counts == expected[row.key], "seed \(seed), bin \(step)") }
        }
    }

    @Test func whatIsSettledIsRefusedAndALongSilenceEmptiesTheWindow() {
        var counts = Counts(changeLimit: 4096)
        let one = FleetCounts(due: 1, late: 0, cancelled: 0)
        counts.settle(Self.start)
        let isTakenLate = counts.count(one, Self.carriers[0], due: Self.start, settles: Self.start)
        let isTaken = counts.count(one, Self.carriers[0], due: Self.start, settles: Self.start + 1)
        #expect(!isTakenLate && isTaken)
        counts.settle(Self.start + 1)
        #expect(counts.window.count == 1 && counts.lastKnown == one)
        // A longer time for reports lets the bins that are settled fall back.
        counts.settle(Self.start + -2)
        #expect(counts.window.count == 1 && counts.lastKnown == one)
        counts.settle(Self.start + 40)
        #expect(counts.window.isEmpty && counts.isEmpty)
    }
}
