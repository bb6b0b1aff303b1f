import DisruptionCore
import KafkaClient
import Testing
import WireFormat

@testable import DisruptionService

/// Where a state comes from, and when it must come from nowhere.
struct RestorePlanTests {
    private static let place = TopicPartition("e", 3)
    private static let rules = PartitionEngine.rules

    private static func plan(
        committed: Int64?, low: Int64 = 0, high: Int64 = 100, snapshots: [(position: Int64, rules: Int64)] = [],
        rules held: Int64? = rules, since: Int64? = nil, isClean: Bool = false, life: UInt32 = 1, worked: Bool = true,
        accepts: Bool = false
    ) throws(LaneFailure.Cause) -> RestorePlan {
        let manifests = snapshots.map {
            SnapshotExamples.manifest($0.position, writer: "w", state: .complete, rules: $0.rules)
        }
        let metadata = held.map {
            LogPositionMetadata(incarnation: life, rules: $0, rulesSince: since, isClean: isClean).text
                + PositionOwner.text("g.a-0")
        }
        return try RestorePlan(
            3, committed: committed.map { PartitionOffset(place, .at($0), metadata: metadata) },
            range: OffsetRange(low: low, high: high),
            history: SnapshotHistory(incarnation: 1, manifests: manifests, worked: worked ? [3: "former"] : [:]),
            groupID: "g", rules: rules, acceptsOtherRules: accepts)
    }

    private func refusal(_ body: () throws(LaneFailure.Cause) -> RestorePlan) -> String {
        do throws(LaneFailure.Cause) {
            return "begins at \(try body().start)"
        } catch {
            return "\(error)"
        }
    }

    @Test("The newest snapshot at or below the position, and those before it; the whole log where it is there")
    func newestFirst() throws {
        let plan = try Self.plan(committed: 50, snapshots: [(10, Self.rules), (40, Self.rules), (60, Self.rules)])
        #expect(plan.candidates.map(\.key.position) == [40, 10])
        #expect(plan.start == 40 && plan.canReplayAll)
        #expect(try Self.plan(committed: 50).start == 0)
        #expect(try !Self.plan(committed: 50, low: 5, snapshots: [(10, Self.rules)]).canReplayAll)
    }

    @Test("A first start begins at the first record; one whose group forgot its position does not begin at all")
    func noPosition() throws {
        #expect(try Self.plan(committed: nil, worked: false).start == 0)
        #expect(refusal { () throws(LaneFailure.Cause) in try Self.plan(committed: nil) }.contains("former"))
        let onlySnapshot = refusal { () throws(LaneFailure.Cause) in
            try Self.plan(committed: nil, snapshots: [(10, Self.rules)], worked: false)
        }
        #expect(onlySnapshot.contains("has no position"))
        let remade = refusal { () throws(LaneFailure.Cause) in try Self.plan(committed: nil, high: 0) }
        #expect(remade.contains("deleted and made anew, but not by iropsd topics apply"))
        #expect(try Self.plan(committed: nil, high: 0, worked: false).start == 0)
        let trimmed = refusal { () throws(LaneFailure.Cause) in try Self.plan(committed: nil, low: 4, worked: false) }
        #expect(trimmed.contains("begins at offset 4"))
    }

    @Test("A log that was cut off above every snapshot is not gone on from")
    func truncated() {
        let text = refusal { () throws(LaneFailure.Cause) in
            try Self.plan(committed: 50, low: 45, snapshots: [(40, Self.rules)])
        }
        #expect(text.contains("begins at offset 45") && text.contains("position 50"))
    }

    @Test("A log that was made anew is told by its life, or by its end")
    func otherLog() {
        #expect(
            refusal { () throws(LaneFailure.Cause) in try Self.plan(committed: 50, life: 7) }.contains("life 7"))
        #expect(
            refusal { () throws(LaneFailure.Cause) in try Self.plan(committed: 101) }.contains("ends at 100"))
        #expect(
            refusal { () throws(LaneFailure.Cause) in try Self.plan(committed: 50, rules: nil) } == "begins at 0")
    }

    @Test("Records that a build with other rules worked on are not worked on anew, unless that is asked for")
    func otherRules() throws {
        let former = Self.rules + 1
        let clean = try Self.plan(
            committed: 50, snapshots: [(40, former), (50, former)], rules: former, since: 0, isClean: true)
        #expect(clean.candidates.map(\.key.position) == [50] && !clean.canReplayAll)
        #expect(clean.rulesSince == 50 && !clean.canGoOn(from: 50))
        let crashed = refusal { () throws(LaneFailure.Cause) in
            try Self.plan(committed: 50, snapshots: [(40, former), (50, former)], rules: former, since: 0)
        }
        #expect(crashed.contains("uncleanly or without a last snapshot"))
        let empty = try Self.plan(committed: 0, rules: former, since: 0, isClean: true)
        #expect(empty.candidates.isEmpty && empty.start == 0 && empty.rulesSince == 0)
        let unclean = refusal { () throws(LaneFailure.Cause) in
            try Self.plan(committed: 50, low: 20, snapshots: [(40, former)], rules: former)
        }
        #expect(unclean.contains("--accept-other-rules"))
        let whole = refusal { () throws(LaneFailure.Cause) in try Self.plan(committed: 50, rules: former) }
        #expect(whole.contains("--accept-other-rules"))
        let accepted = try Self.plan(
            committed: 50, low: 20, snapshots: [(40, former)], rules: former, accepts: true)
        #expect(accepted.start == 40 && accepted.rulesSince == 40)
    }

    @Test("A build that has taken over from another can be restored from where it began, and from nothing before")
    func formerSnapshot() throws {
        let former = Self.rules - 1
        let mixed = [(position: Int64(40), rules: former), (position: Int64(30), rules: former)]
        let plan = try Self.plan(committed: 50, low: 30, snapshots: mixed, since: 40)
        #expect(plan.candidates.map(\.key.position) == [40] && plan.rulesSince == 40)
        #expect(plan.canGoOn(from: 45) && !plan.canGoOn(from: 39) && !plan.canReplayAll)
        let later = try Self.plan(committed: 60, snapshots: mixed + [(55, Self.rules), (58, former)], since: 40)
        #expect(later.candidates.map(\.key.position) == [55, 40] && later.rulesSince == 40)
        let unknown = refusal { () throws(LaneFailure.Cause) in
            try Self.plan(committed: 50, low: 30, snapshots: mixed)
        }
        #expect(unknown.contains("--accept-other-rules"))
        #expect(try Self.plan(committed: 50, since: 0).canReplayAll)
    }

    @Test("The start check finds what another build has not left whole, wherever it lies")
    func leftOver() {
        func position(_ offset: Int64, rules: Int64, isClean: Bool) -> PartitionOffset {
            let held = LogPositionMetadata(incarnation: 1, rules: rules, rulesSince: 0, isClean: isClean)
            return PartitionOffset(Self.place, .at(offset), metadata: held.text + PositionOwner.text("g.a-0"))
        }
        let history = SnapshotHistory(
            incarnation: 1, manifests: [SnapshotExamples.manifest(50, writer: "w", state: .complete, rules: 7)])
        func cause(_ position: PartitionOffset) -> String? {
            StartCheck.leftOver(in: [position], history, rules: 8)?.description
        }
        #expect(cause(position(50, rules: 7, isClean: true)) == nil)
        #expect(cause(position(50, rules: 8, isClean: false)) == nil)
        #expect(cause(position(0, rules: 7, isClean: true)) == nil)
        #expect(cause(position(50, rules: 7, isClean: false))?.contains("rules 7") == true)
        #expect(cause(position(51, rules: 7, isClean: true))?.contains("without a last snapshot") == true)
    }
}
