import KafkaClient
import Testing

@testable import DisruptionService

@Suite("Group lag: records that wait, and for how long, whoever owns their partitions")
struct GroupLagTests {
    private let place = TopicPartition("flight.events", 3)

    private func waiting(_ lag: GroupLag, _ nowMs: Int64) -> (records: Int64, ageMs: Int64) {
        let one = lag.waiting(nowMs: nowMs).first
        return (one?.records ?? -1, one?.ageMs ?? -1)
    }

    @Test("Nothing waits where the position is at the end")
    func none() {
        var lag = GroupLag()
        lag.look(place, position: 10, OffsetRange(low: 0, high: 10), nowMs: 0)
        lag.look(place, position: 20, OffsetRange(low: 0, high: 20), nowMs: 10_000)
        #expect(waiting(lag, 15_000) == (0, 0))
    }

    @Test("While nobody commits, the oldest grows older by the clock")
    func unowned() {
        var lag = GroupLag()
        lag.look(place, position: 100, OffsetRange(low: 0, high: 100), nowMs: 0)
        for step in 1...20 as ClosedRange<Int64> {
            lag.look(place, position: 100, OffsetRange(low: 0, high: 100 + 50 * step), nowMs: 10_000 * step)
        }
        // The first that waits came somewhere between the first two looks: at its beginning, as the ends say.
        #expect(waiting(lag, 200_000) == (1000, 200_000))
        lag.look(place, position: 125, OffsetRange(low: 0, high: 1100), nowMs: 200_000)
        #expect(waiting(lag, 200_000) == (975, 195_000))
    }

    @Test("A group without a position begins at the first record that is kept")
    func fresh() {
        var lag = GroupLag()
        lag.look(place, position: nil, OffsetRange(low: 40, high: 90), nowMs: 5_000)
        #expect(waiting(lag, 65_000) == (50, 60_000))
        // What has expired waits no more.
        lag.look(place, position: 50, OffsetRange(low: 80, high: 90), nowMs: 70_000)
        #expect(waiting(lag, 70_000).records == 10)
    }

    @Test("A topic that was made anew begins again")
    func remade() {
        var lag = GroupLag()
        lag.look(place, position: 500, OffsetRange(low: 0, high: 500), nowMs: 0)
        lag.look(place, position: nil, OffsetRange(low: 0, high: 7), nowMs: 100_000)
        #expect(waiting(lag, 101_000) == (7, 1_000))
    }

    @Test("Months of looks take bounded memory, and the age stays that of the oldest")
    func long() {
        var lag = GroupLag()
        lag.look(place, position: 0, OffsetRange(low: 0, high: 0), nowMs: 0)
        for step in 1...100_000 as ClosedRange<Int64> {
            lag.look(place, position: 0, OffsetRange(low: 0, high: step), nowMs: 10_000 * step)
        }
        let now: Int64 = 10_000 * 100_000
        #expect(waiting(lag, now).records == 100_000)
        #expect(waiting(lag, now).ageMs == now)
    }
}
