import KafkaClient
import Testing

@testable import DisruptionService

@Suite("What of the sink's Kafka client is worth a line")
struct SinkBrokerNewsTests {
    private static let allDown = KafkaError(code: .allBrokersDown, operation: "run")

    @Test("That all brokers are down is said once an outage, however often the client says it")
    func once() {
        var news = SinkBrokerNews()
        #expect(news.level(of: Self.allDown, atMs: 1_000) == .warning)
        for second: Int64 in 2...7_200 { #expect(news.level(of: Self.allDown, atMs: second * 1_000) == .debug) }
        let next = 7_200_000 + SinkBrokerNews.outageEndMs
        #expect(news.level(of: Self.allDown, atMs: next - 1) == .debug)
        #expect(news.level(of: Self.allDown, atMs: next - 1 + SinkBrokerNews.outageEndMs) == .warning)
    }

    @Test("A connection that breaks is no news, any other error is, each time")
    func others() {
        var news = SinkBrokerNews()
        #expect(news.level(of: KafkaError(code: .transport, operation: "run"), atMs: 0) == .debug)
        #expect(news.level(of: Self.allDown, atMs: 1) == .warning)
        for time: Int64 in [2, 3] {
            #expect(news.level(of: KafkaError(code: .unresolvedHost, operation: "run"), atMs: time) == .warning)
        }
    }
}
