import KafkaClient
import Testing

@testable import DisruptionService

@Suite("Whether the brokers can be reached")
struct BrokerWatchTests {
    private static let broken = KafkaError(code: .transport, operation: "connect", reason: "refused")
    private static let allDown = KafkaError(code: .allBrokersDown, operation: "run", reason: "2/2 brokers are down")

    /// Asks at these milliseconds, where it is time to, and returns what became of it by millisecond.
    private static func ask(
        _ watch: inout BrokerWatch, at times: [Int64], hasAnswer: Bool
    ) -> [Int64: BrokerWatch.Change?] {
        var found: [Int64: BrokerWatch.Change?] = [:]
        for time in times where watch.mustAsk(atMs: time) {
            found.updateValue(watch.asked(hasAnswer: hasAnswer, atMs: time), forKey: time)
        }
        return found
    }

    @Test("Away is said once, with the cause, when asking confirms it; back with how long it took")
    func awayAndBack() {
        var watch = BrokerWatch()
        watch.hear(Self.broken, atMs: 1_000)
        var found = Self.ask(&watch, at: [1_000], hasAnswer: false)
        #expect(found == [1_000: nil])
        watch.hear(Self.allDown, atMs: 1_001)
        #expect(!watch.isAway)
        found = Self.ask(&watch, at: [1_001], hasAnswer: false)
        #expect(found == [1_001: .away(cause: Self.broken)])
        #expect(watch.isAway)
        watch.hear(Self.allDown, atMs: 1_300)
        found = Self.ask(&watch, at: [1_500, 2_001, 2_500], hasAnswer: false)
        #expect(found == [2_001: nil])
        found = Self.ask(&watch, at: [3_001, 9_000], hasAnswer: true)
        #expect(found == [3_001: .back(afterMs: 2_000)])
        #expect(!watch.isAway)
    }

    @Test("Old news, or a broker that is back at once, is nothing to tell")
    func oldNews() {
        var watch = BrokerWatch()
        watch.hear(Self.allDown, atMs: 5)
        let found = Self.ask(&watch, at: [5, 5_000], hasAnswer: true)
        #expect(found == [5: nil])
        #expect(!watch.isAway)
    }

    @Test("A connection that broke is asked after until it is back; away after a moment, whatever the client says")
    func oneConnection() {
        for error in [Self.broken, KafkaError(code: .timedOut, operation: "commit", reason: "no answer for 5 s")] {
            var watch = BrokerWatch()
            watch.hear(error, atMs: 0)
            var found = Self.ask(&watch, at: [0, 500], hasAnswer: false)
            #expect(found == [0: nil])
            found = Self.ask(&watch, at: [1_000], hasAnswer: true)
            #expect(found == [1_000: nil])
            #expect(Self.ask(&watch, at: [2_000, 9_000], hasAnswer: false).isEmpty)
            watch.hear(error, atMs: 9_000)
            found = Self.ask(&watch, at: [9_000, 10_000, 11_000], hasAnswer: false)
            #expect(found == [9_000: nil, 10_000: nil, 11_000: .away(cause: error)])
            found = Self.ask(&watch, at: [12_000], hasAnswer: true)
            #expect(found == [12_000: .back(afterMs: 3_000)])
        }
    }
}
