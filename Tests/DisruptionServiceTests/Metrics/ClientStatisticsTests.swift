import KafkaClient
import Testing

@testable import DisruptionService

@Suite("librdkafka's statistics as metrics")
struct ClientStatisticsTests {
    private static let statement = """
        {"name":"rdkafka#consumer-1","client_id":"x","type":"consumer","tx":1200,"tx_bytes":34000,"rx_bytes":9000000,
        "msg_cnt":2,"msg_size":300,"brokers":{
        "a:9092/1":{"state":"UP","txerrs":1,"rxerrs":2,"req_timeouts":3,"connects":4,"disconnects":3,
        "rtt":{"avg":1500,"p99":20000},"throttle":{"max":0}},
        "b:9092/2":{"state":"DOWN","txerrs":0,"rxerrs":0,"req_timeouts":0,"connects":1,"disconnects":1,
        "rtt":{"avg":2500,"p99":9000},"throttle":{"max":40}}},
        "topics":{"t":{"partitions":{"0":{"fetchq_cnt":5,"fetchq_size":700},"-1":{"fetchq_cnt":0,"fetchq_size":0}}}},
        "cgrp":{"rebalance_cnt":7}}
        """

    private func text(_ statements: [(client: String, json: String)]) -> String {
        let metrics = MetricsRegistry()
        let statistics = ClientStatistics()
        statistics.register(in: metrics)
        for (client, json) in statements {
            let hooks = statistics.listening(to: client, KafkaHooks())
            Array(json.utf8).withUnsafeBytes { hooks.statistics?($0) }
        }
        return metrics.text
    }

    @Test("Sums over brokers, the slowest of them, what waits in queues")
    func figures() {
        let text = text([("lane-0-consumer", Self.statement)])
        for line in [
            "requests_total{client=\"lane-0-consumer\"} 1200", "sent_bytes_total{client=\"lane-0-consumer\"} 34000",
            "received_bytes_total{client=\"lane-0-consumer\"} 9000000",
            "request_errors_total{client=\"lane-0-consumer\"} 6", "connects_total{client=\"lane-0-consumer\"} 5",
            "disconnects_total{client=\"lane-0-consumer\"} 4", "brokers_up{client=\"lane-0-consumer\"} 1",
            "round_trip_seconds{client=\"lane-0-consumer\"} 0.0025",
            "round_trip_p99_seconds{client=\"lane-0-consumer\"} 0.02",
            "throttle_seconds{client=\"lane-0-consumer\"} 0.04", "queued_messages{client=\"lane-0-consumer\"} 7",
            "queued_bytes{client=\"lane-0-consumer\"} 1000", "rebalances_total{client=\"lane-0-consumer\"} 7",
        ] {
            #expect(text.contains("\niropsd_kafka_client_\(line)\n"), "\(line)")
        }
    }

    @Test("The last statement counts; what is none, or lacks all, does no harm")
    func damaged() {
        let cut = String(Self.statement.dropLast(30))
        let text = text([("a", Self.statement), ("a", cut), ("a", "[1]"), ("a", ""), ("b", "{\"tx\":\"many\"}")])
        #expect(text.contains("requests_total{client=\"a\"} 1200\n"))
        #expect(text.contains("requests_total{client=\"b\"} 0\n"))
    }
}
