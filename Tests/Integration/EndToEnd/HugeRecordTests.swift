import Chaos
import Harness
import KafkaClient
import Testing

@Suite("Records larger than any event", .serialized, .needsKafka)
struct HugeRecordTests {
    @Test(
        "Records of 10 MB or with huge headers or keys are dead letters without what does not fit, and hold nothing up")
    func tenMegabytes() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let admin = try Admin(settings: ["bootstrap.servers": installation.kafka.bootstrapServers])
        defer { admin.close(within: .seconds(5)) }
        let topic = installation.topic("flight.events")
        try admin.alterConfigs(of: topic, ["max.message.bytes": "20971520"], timeout: .seconds(30))
        let isChanged = Deadline.poll(seconds: 30, everyMs: 50) {
            try? admin.configs(of: topic, timeout: .seconds(5))["max.message.bytes"]?.value == "20971520" ? true : nil
        }
        #expect(isChanged == true)

        let daemon = try installation.start()
        try daemon.waitUntilReady()
        let huge = [UInt8](repeating: 0x20, count: 10_000_000)
        try installation.write([
            InputRecord(topic: "flight.events", partition: 0, key: "huge", value: huge),
            InputRecord(topic: "flight.events", partition: 0, key: "small", value: Array("{".utf8)),
        ])
        let writer = try installation.kafka.writer()
        let key = String(repeating: "k", count: 2_000_000)
        for (key, headerBytes) in [("headers", 3_000_000), (key, 100_000)] {
            try writer.write(
                topic, partition: 0, key: key, value: Array("{".utf8),
                headers: [RecordHeader("trace", [UInt8](repeating: 0x61, count: headerBytes))])
        }
        try writer.flush()
        let letters = Deadline.poll(seconds: 60, everyMs: 100) {
            (try? installation.read("dead.letter.queue")).flatMap { $0.count == 4 ? $0 : nil }
        }
        for wide in try [
            #require(letters?.first { $0.keyText == "headers" }), #require(letters?.first { $0.keyText == key }),
        ] {
            #expect(wide.header("dlq.reason") == "MALFORMED_JSON")
            #expect(wide.header("dlq.headers") == "withheld")
            #expect(wide.header("trace") == nil)
            #expect(wide.valueText == "{")
        }
        #expect(!daemon.logLines.contains { $0.contains("lane.restarts") })
        let huger = try #require(letters?.first { $0.keyText == "huge" })
        #expect(huger.header("dlq.reason") == "TOO_LARGE")
        #expect(huger.header("dlq.value") == "withheld")
        #expect(huger.value == nil)
        let small = try #require(letters?.first { $0.keyText == "small" })
        #expect(small.header("dlq.reason") == "MALFORMED_JSON")
        #expect(small.valueText == "{")
        #expect(daemon.terminate() == 0)
    }
}
