import DisruptionCore
import Testing

/// What a delay is made of adds up, is split in proportion, and is bounded.
@Suite struct RootVectorTests {
    private static func key(_ number: Int) -> LegKey { leg("AA\(number)", "ORD") }

    /// 60 minutes of the first leg and 20 of the second, of which 40 come on: 30 and 10.
    @Test func whatComesInIsSplitInProportion() {
        let first = RootVector(
            of: Self.key(1), total: 60, propagated: 0, inbound: RootVector(), otherwise: .none)
        let second = RootVector(of: Self.key(2), total: 80, propagated: 60, inbound: first, otherwise: .none)
        #expect(second.shares == [.init(root: Self.key(1), minutes: 60), .init(root: Self.key(2), minutes: 20)])
        let third = RootVector(of: Self.key(3), total: 45, propagated: 40, inbound: second, otherwise: .none)
        #expect(
            third.shares == [
                .init(root: Self.key(1), minutes: 30), .init(root: Self.key(2), minutes: 10),
                .init(root: Self.key(3), minutes: 5),
            ])
        // On the way 9 minutes are made up, of all alike; then 9 are lost, by the leg itself.
        #expect(third.arrival(of: Self.key(3), total: 36).shares.map(\.minutes) == [24, 8, 4])
        #expect(third.arrival(of: Self.key(3), total: 54).shares.map(\.minutes) == [30, 10, 14])
        #expect(third.arrival(of: Self.key(3), total: -5).shares.isEmpty)
    }

    @Test(arguments: 1...200) func theSharesOfAnyLineAddUp(seed: Int) {
        var random = Seeded(UInt64(seed))
        var inbound = RootVector()
        for number in 1...30 {
            let total = Int32(random.next(random.next(5) == 0 ? 900 : 60) - 10)
            let propagated = Int32(random.next(max(1, Int(inbound.minutes) + 1)))
            let departure = RootVector(
                of: Self.key(number), total: total, propagated: propagated, inbound: inbound, otherwise: .none)
            #expect(departure.minutes == Int64(max(0, total)), "seed \(seed)")
            let late = Int32(random.next(200) - 20)
            inbound = departure.arrival(of: Self.key(number), total: late)
            #expect(inbound.minutes == Int64(max(0, late)), "seed \(seed)")
            for vector in [departure, inbound] {
                #expect(vector.shares.count <= RootVector.limit, "seed \(seed)")
                #expect(vector.shares.allSatisfy { $0.minutes > 0 }, "seed \(seed)")
                #expect(Set(vector.shares.map(\.root)).count == vector.shares.count, "seed \(seed)")
            }
        }
    }

    @Test func theSmallestShareGivesWay() {
        var inbound = RootVector()
        for number in 1...9 {
            let total = Int32(inbound.minutes) + Int32(number == 4 ? 1 : 20)
            let departure = RootVector(
                of: Self.key(number), total: total, propagated: Int32(inbound.minutes), inbound: inbound,
                otherwise: .none)
            inbound = departure.arrival(of: Self.key(number), total: total)
        }
        #expect(inbound.shares.count == 8 && inbound.minutes == 161)
        #expect(!inbound.shares.contains { $0.root == Self.key(4) })
        #expect(inbound.shares.first == .init(root: Self.key(1), minutes: 21))
    }
}
