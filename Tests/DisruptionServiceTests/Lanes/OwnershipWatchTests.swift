import KafkaClient
import Testing

@testable import DisruptionService

/// When partitions that nobody owns are stranded, and who mends it.
struct OwnershipWatchTests {
    private static let all = Set((0..<4 as Range<Int32>).map { TopicPartition("e", $0) })

    private static func group(_ members: [(String?, [Int32])], isStable: Bool = true) -> GroupDescription {
        GroupDescription(
            isStable: isStable,
            members: members.map { member in
                GroupDescription.Member(
                    instance: member.0, partitions: member.1.map { TopicPartition("e", $0) })
            })
    }

    /// The member that a static member's death has left with what it was to keep, and one that got nothing.
    private static let stranded = group([("a-0", [2, 3]), ("b-0", [])])
    private static let due = LaneLimits.strandedMs

    @Test("What stays without an owner is mended by the member that gives up the least, once")
    func stranded() {
        var watch = OwnershipWatch(expected: Self.all)
        #expect(watch.look(at: Self.stranded, nowMs: 1000) == nil)
        #expect(watch.look(at: Self.stranded, nowMs: 1000 + Self.due - 1) == nil)
        #expect(watch.look(at: Self.stranded, nowMs: 1000 + Self.due) == "b-0")
        #expect(watch.look(at: Self.stranded, nowMs: 1001 + Self.due) == nil)
        #expect(watch.look(at: Self.stranded, nowMs: 1000 + 2 * Self.due) == "b-0")
    }

    @Test("A rebalance that goes on, or that somebody answers late, is left alone")
    func rebalancing() {
        var watch = OwnershipWatch(expected: Self.all)
        let steps = [
            Self.stranded, Self.group([], isStable: false), Self.stranded, Self.group([("a-0", [2]), ("b-0", [0])]),
            Self.stranded, Self.group([("a-0", [2, 3]), ("b-0", [0, 1])]), Self.stranded,
        ]
        for (index, group) in steps.enumerated() {
            #expect(watch.look(at: group, nowMs: Int64(index) * Self.due) == nil)
        }
        var whole = OwnershipWatch(expected: Self.all)
        for nowMs in [0, Self.due, 2 * Self.due] {
            #expect(whole.look(at: Self.group([("a-0", [0, 1, 2, 3]), ("b-0", [])]), nowMs: nowMs) == nil)
        }
    }

    @Test("Dynamic members are not asked: their partitions come back when their session is over")
    func dynamic() {
        var watch = OwnershipWatch(expected: Self.all)
        let group = Self.group([(nil, []), ("c-1", [0]), ("c-0", [2])])
        #expect(watch.look(at: group, nowMs: 0) == nil)
        #expect(watch.look(at: group, nowMs: Self.due) == "c-0")
        let alone = Self.group([(nil, [0])])
        #expect(watch.look(at: alone, nowMs: 2 * Self.due) == nil)
        #expect(watch.look(at: alone, nowMs: 4 * Self.due) == nil)
    }
}
