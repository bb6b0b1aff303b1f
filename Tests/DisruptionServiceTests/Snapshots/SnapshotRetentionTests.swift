import Testing

@testable import DisruptionService

struct SnapshotRetentionTests {
    private func history(_ manifests: [SnapshotManifest], former: [SnapshotManifest] = []) -> SnapshotHistory {
        SnapshotHistory(incarnation: 2, manifests: manifests, former: former)
    }

    private func example(
        _ position: Int64, _ writer: String = "w", _ state: SnapshotManifest.State = .complete, format: Int64 = 1
    ) -> SnapshotManifest {
        SnapshotExamples.manifest(
            position, incarnation: 2, writer: writer, state: state, bytes: 10, format: format)
    }

    @Test func nothingGoesWithoutASecond() {
        #expect(SnapshotRetention.plan(history([]), partition: 3) == SnapshotRetention.Plan())
        #expect(SnapshotRetention.plan(history([example(10)]), partition: 3) == SnapshotRetention.Plan())
        let begun = [example(5, "a", .begun), example(10), example(15, "b", .begun)]
        let plan = SnapshotRetention.plan(history(begun), partition: 3)
        #expect(plan.removed.map(\.key.position) == [5])
        #expect(plan.logStart == nil)
    }

    @Test func twoStayAndTheLogBehindTheOlder() {
        let all = [10, 20, 30, 40].map { example($0) }
        let plan = SnapshotRetention.plan(history(all), partition: 3)
        #expect(plan.removed.map(\.key.position) == [20, 10])
        #expect(plan.logStart == 30)
    }

    @Test func whatCannotBeUsedDoesNotCount() {
        let all = [example(10), example(20), example(30), example(40, format: 2), example(50, "broken")]
        let plan = SnapshotRetention.plan(history(all), partition: 3) { $0.format == 1 && $0.key.writer != "broken" }
        #expect(plan.removed.map(\.key.position) == [10])
        #expect(plan.logStart == 20)
    }

    @Test func begunOnesGoWhenTheyAreOlderAndNotUnderWay() {
        let all = [example(10, "a", .begun), example(20, "b", .begun), example(30), example(30, "c", .begun)]
        let plan = SnapshotRetention.plan(history(all), partition: 3, isPending: { $0.writer == "b" })
        #expect(plan.removed.map(\.key.writer) == ["a"])
    }

    @Test func formerLivesOfTheLogGoOfThisPartitionAlone() {
        let former = [
            SnapshotExamples.manifest(1_000), SnapshotExamples.manifest(5, partition: 4),
            SnapshotExamples.manifest(7, state: .begun),
        ]
        let plan = SnapshotRetention.plan(history([], former: former), partition: 3)
        #expect(plan.removed.map(\.key.position).sorted() == [7, 1_000])
        #expect(plan.logStart == nil)
    }

    /// Owners, former owners that still think they are, and processes that slept for long: each applies the rule to a
    /// view of its own, as old as it may be, and takes some snapshots for broken or too new. Snapshots are completed
    /// late, by whomever. Whatever is removed in whatever order: of every position that the group can have come to, the
    /// newest that can be used is left, or two of them where there were two, with all of the log behind them.
    @Test func noViewOfWhateverAgeRemovesWhatIsNeeded() {
        #expect(Self.firstViolation(seeds: 0..<150) { $0 } == nil)
    }

    /// The test above finds rules that are a little wrong.
    @Test func carelessRulesAreFound() {
        #expect(
            Self.firstViolation(seeds: 0..<150) { plan in
                // The log as far as the newest needs it.
                var careless = plan
                careless.logStart = plan.logStart.map { $0 + 10 }
                return careless
            } != nil)
        #expect(
            Self.firstViolation(seeds: 0..<150) { plan in
                // The second of the two as well.
                var careless = plan
                if let start = plan.logStart {
                    careless.removed.append(SnapshotExamples.manifest(start, incarnation: 2, writer: "second"))
                }
                return careless
            } != nil)
    }

    private static func firstViolation(
        seeds: Range<Int>, _ change: @escaping (SnapshotRetention.Plan) -> SnapshotRetention.Plan
    ) -> String? {
        var removals = 0
        for seed in seeds {
            var world = RetentionWorld(seed: UInt64(seed), change: change)
            for _ in 0..<150 {
                world.step()
                if let violation = world.violation() { return "seed \(seed): \(violation)" }
            }
            removals += world.removals
        }
        return removals > 10 * seeds.count ? nil : "hardly anything was removed"
    }
}

/// A partition's manifests as they really are, and viewers that know an older state of them.
private struct RetentionWorld {
    private var random: UInt64
    /// All that were ever completed, and those of them that are there.
    private var everComplete: [SnapshotManifest] = []
    private var present: [SnapshotManifest] = []
    /// Whose chunks are gone.
    private var hollow: Set<SnapshotKey> = []
    private var views: [[SnapshotManifest]] = []
    /// Each viewer's own judgement: it takes these for broken.
    private var doubts: [Set<SnapshotKey>] = []
    private var committed: Int64 = 0
    private var logStart: Int64 = 0
    private var serial = 0
    var removals = 0

    /// What is made of the rule's plan.
    private let change: (SnapshotRetention.Plan) -> SnapshotRetention.Plan

    init(seed: UInt64, change: @escaping (SnapshotRetention.Plan) -> SnapshotRetention.Plan) {
        self.change = change
        random = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        views = Array(repeating: [], count: 3)
        doubts = Array(repeating: [], count: 3)
    }

    mutating func step() {
        switch next(10) {
        case 0...2:
            committed += Int64(next(3)) * 10
        case 3...4:
            serial += 1
            // At the committed position or, by one that was frozen, below it: but it never began below what it had
            // itself restored from.
            let floor = max(0, committed - Int64(next(8)) * 10)
            present.append(
                SnapshotExamples.manifest(
                    max(floor, 0), incarnation: 2, writer: "w\(next(4))-\(serial)", state: .begun, bytes: 10))
        case 5...6:
            let begun = present.indices.filter { present[$0].state == .begun }
            guard let index = pick(begun) else { return }
            present[index].state = .complete
            everComplete.append(present[index])
        case 7:
            views[next(3)] = present
        default:
            clean(by: next(3))
        }
    }

    private mutating func clean(by viewer: Int) {
        if let doubted = pick(views[viewer]), next(10) == 0 { doubts[viewer].insert(doubted.key) }
        let doubts = doubts[viewer]
        let history = SnapshotHistory(incarnation: 2, manifests: views[viewer])
        let plan = change(SnapshotRetention.plan(history, partition: 3) { !doubts.contains($0.key) })
        for removed in plan.removed {
            let removed = removed.key.writer == "second" ? second(at: removed.key.position) ?? removed : removed
            hollow.insert(removed.key)
            // It may die between the chunks and the manifest.
            if next(5) > 0 { present.removeAll { $0.key == removed.key } }
            removals += 1
        }
        if let start = plan.logStart { logStart = max(logStart, start) }
    }

    private func second(at position: Int64) -> SnapshotManifest? {
        present.first { $0.state == .complete && $0.key.position == position }
    }

    func violation() -> String? {
        let newest = everComplete.sorted { $0.isNewer(than: $1) }.prefix(SnapshotLimits.kept)
        let needed = newest.filter { manifest in
            // Completed after it was taken for a dead writer's: it was never whole, and there was a newer one.
            !(hollow.contains(manifest.key) && everComplete.contains { $0.key.position > manifest.key.position })
        }
        for manifest in needed {
            if hollow.contains(manifest.key) { return "\(manifest.key) has lost its chunks" }
            if !present.contains(where: { $0.key == manifest.key }) { return "\(manifest.key) is gone" }
        }
        guard let first = newest.first else { return logStart > 0 ? "the log begins at \(logStart)" : nil }
        if logStart > newest.last?.key.position ?? 0 || newest.count < 2 && logStart > 0 {
            return "the log begins at \(logStart)"
        }
        // From positions that the group can be at, from the newest complete one on.
        let history = SnapshotHistory(incarnation: 2, manifests: present)
        for position in [first.key.position, committed] {
            let found = SnapshotChoice.candidates(
                history, partition: 3, atOrBelow: position, logStart: logStart)
            if !found.contains(where: { !hollow.contains($0.key) }) { return "nothing is left for \(position)" }
        }
        return nil
    }

    private mutating func next(_ bound: Int) -> Int {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((random >> 33) % UInt64(bound))
    }

    private mutating func pick<Element>(_ all: [Element]) -> Element? { all.isEmpty ? nil : all[next(all.count)] }
}
