import DisruptionCore
import Testing

@Suite struct EntityKeyTests {
    /// Entities spread over all partitions about evenly, and stay where they are for the life of a log.
    @Test(arguments: [1, 2, 7, 12]) func spreadsEvenly(partitions: Int) throws {
        var counts = Array(repeating: 0, count: partitions)
        for number in 1...4000 {
            let tail = try #require(Tail("N\(number)AA"))
            counts[EntityKey.aircraft(tail).partition(of: partitions)] += 1
        }
        let even = 4000 / partitions
        for count in counts { #expect(count > even * 7 / 10 && count < even * 13 / 10 + 1) }
    }

    @Test func placesAreFixed() {
        let ord = AirportCode("ORD") ?? .none
        let tail = Tail("N801AA") ?? .none
        #expect(EntityKey.airport(ord).partition(of: 12) == 9)
        #expect(EntityKey.aircraft(tail).partition(of: 12) == 7)
    }
}
