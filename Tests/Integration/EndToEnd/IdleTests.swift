import Chaos
import DisruptionCore
import Foundation
import Harness
import KafkaClient
import Testing
import WireFormat

@Suite("Quiet inputs", .serialized, .needsKafka)
struct IdleTests {
    @Test("In live time a quiet partition follows the clock although its records came in a transaction")
    func transactionalProducer() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let upstream = try TransactionalProducer(
            settings: [
                "bootstrap.servers": installation.kafka.bootstrapServers, "transactional.id": installation.suffix,
            ])
        defer { upstream.close(within: .seconds(5)) }
        try upstream.initTransactions(within: .seconds(30))
        try upstream.begin()
        let now = Instant(ms: Int64(Date().timeIntervalSince1970 * 1000))
        let mark =
            #"{"event_id": "m", "event_type": "TIME_MARK", "timestamp": "\#(now.rfc3339)", "source": "test"}"#
        _ = try upstream.producer.produce(
            topic: installation.topic("flight.events"), partition: 0, value: Array(mark.utf8))
        try upstream.commit()

        let live = installation.configuration().replacingOccurrences(of: "time: replay", with: "time: live")
        let daemon = try Daemon(configuration: live)
        try daemon.waitUntilReady()
        let ofMark = now.adding(ms: -5 * 60_000).rfc3339
        let isFollowing = Deadline.poll(seconds: 60, everyMs: 250) { () -> Bool? in
            let watermarks = Self.watermarks(daemon, of: installation.topic("flight.events"))
            return watermarks.count == 6 && watermarks.values.allSatisfy { $0 > ofMark } ? true : nil
        }
        #expect(isFollowing == true)
        #expect(daemon.terminate() == 0)
        #expect(!daemon.logLines.contains { $0.contains("lane.restarts") || $0.contains("idle_check") })
    }

    @Test("A partition with an open transaction does not follow the clock until the transaction ends")
    func openTransaction() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let topic = installation.topic("flight.events")
        let upstream = try TransactionalProducer(
            settings: [
                "bootstrap.servers": installation.kafka.bootstrapServers, "transactional.id": installation.suffix,
                "transaction.timeout.ms": "300000",
            ])
        defer { upstream.close(within: .seconds(5)) }
        try upstream.initTransactions(within: .seconds(30))
        try upstream.begin()
        let now = Instant(ms: Int64(Date().timeIntervalSince1970 * 1000))
        let mark =
            #"{"event_id": "m", "event_type": "TIME_MARK", "timestamp": "\#(now.rfc3339)", "source": "test"}"#
        _ = try upstream.producer.produce(topic: topic, partition: 0, value: Array(mark.utf8))
        let isWritten = try upstream.producer.waitUntilDelivered(1, within: .seconds(10))
        #expect(isWritten)

        let live = installation.configuration().replacingOccurrences(of: "time: replay", with: "time: live")
        let daemon = try Daemon(configuration: live)
        try daemon.waitUntilReady()
        let othersFollow = Deadline.poll(seconds: 60, everyMs: 250) { () -> Bool? in
            Self.watermarks(daemon, of: topic).count == 5 ? true : nil
        }
        #expect(othersFollow == true)
        #expect(Self.watermarks(daemon, of: topic)[0] == nil)
        try upstream.commit()
        let ofMark = now.adding(ms: -5 * 60_000).rfc3339
        let isFollowing = Deadline.poll(seconds: 60, everyMs: 250) { () -> Bool? in
            Self.watermarks(daemon, of: topic)[0].map { $0 > ofMark } == true ? true : nil
        }
        #expect(isFollowing == true)
        #expect(daemon.terminate() == 0)
    }

    private static func watermarks(_ daemon: Daemon, of topic: String) -> [Int: String] {
        guard let body = daemon.get("/status")?.body,
            let status = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any],
            let lanes = status["lanes"] as? [[String: Any]]
        else { return [:] }
        var watermarks: [Int: String] = [:]
        for partition in lanes.flatMap({ $0["partitions"] as? [[String: Any]] ?? [] })
        where partition["topic"] as? String == topic {
            if let number = partition["partition"] as? Int { watermarks[number] = partition["watermark"] as? String }
        }
        return watermarks
    }
}
