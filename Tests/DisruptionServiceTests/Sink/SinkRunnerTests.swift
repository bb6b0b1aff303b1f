import Foundation
import KafkaClient
import PostgresClient
import PostgresServer
import Testing

@testable import DisruptionService

/// The sink as it runs, against librdkafka's pretended brokers and a real database.
@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason), .timeLimit(.minutes(5)))
struct SinkRunnerTests {
    private let kafka: MockCluster
    private let producer: Producer

    init() throws {
        kafka = try MockCluster()
        // Brokers that go with their test are no news.
        let hooks = KafkaHooks(log: { _, _, _ in })
        producer = try Producer(
            settings: ["bootstrap.servers": kafka.bootstrapServers, "linger.ms": "1"], hooks: hooks)
    }

    private static let topics: [SinkTable: String] = [
        .disruptions: "disruption.events", .flightState: "flight.state", .deadLetters: "dead.letter.queue",
    ]

    private func makeTopics() throws {
        for topic in Self.topics.values { try kafka.createTopic(topic, partitions: 2) }
    }

    /// A sink on a thread of its own.
    private final class RunningSink {
        let runner: SinkRunner
        private let stopRequest: StopRequest
        private let thread: SystemThread

        init(_ kafka: MockCluster, _ database: ConnectionTarget, holder: String = "test") throws {
            var settings = SinkSettings(
                database: database, kafka: ["bootstrap.servers": kafka.bootstrapServers],
                topics: SinkRunnerTests.topics,
                holder: holder)
            settings.limits.backoffMs = 20...100
            settings.limits.standbyMs = 50
            settings.limits.blockedMs = 50
            let stop = try StopRequest()
            let null = FileHandle(forWritingAtPath: "/dev/null")
            let log = Log(format: .text(isColoured: false), level: .info, descriptor: null?.fileDescriptor ?? 2)
            let runner = try SinkRunner(settings, log: log, stop: stop, hooks: KafkaHooks(log: { _, _, _ in }))
            self.runner = runner
            stopRequest = stop
            thread = try SystemThread("sink") {
                runner.run()
                withExtendedLifetime(null) {}
            }
        }

        func stop() {
            stopRequest.request()
            thread.join()
        }
    }

    private func produce(_ table: SinkTable, _ body: String?, key: String, headers: [RecordHeader] = []) throws {
        _ = try producer.produce(
            topic: Self.topics[table] ?? "", key: Array(key.utf8), value: body.map { Array($0.utf8) }, headers: headers)
    }

    private func produceDisruptions(_ versions: Range<Int64>, ids: Int) throws {
        for version in versions {
            for id in 0..<ids {
                try produce(.disruptions, disruptionBody("d\(id)", version: version, legs: ["A/1/X"]), key: "d\(id)")
            }
        }
        #expect(producer.flush(within: .seconds(20)))
    }

    private func eventually(_ condition: () throws -> Bool, sourceLocation: SourceLocation = #_sourceLocation) rethrows
    {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            if try condition() { return }
            usleep(5_000)
        }
        Issue.record("it did not happen within 60 s", sourceLocation: sourceLocation)
    }

    private func versions(_ target: ConnectionTarget) throws -> [Int64?] {
        try Connection(to: target).query("SELECT version FROM iropsd.disruptions ORDER BY disruption_id").map {
            $0.integer("version")
        }
    }

    @Test func recordsBecomeRowsAndARestartGoesOnBehindThem() throws {
        try makeTopics()
        let target = try newSinkDatabase()
        try produceDisruptions(1..<4, ids: 50)
        try produce(.flightState, flightStateBody("AA1/2008-02-06/ORD", version: 1), key: "AA1/2008-02-06/ORD")
        try produce(.deadLetters, "{", key: "k", headers: [RecordHeader("dlq.reason", text: "MALFORMED_JSON")])
        #expect(producer.flush(within: .seconds(20)))
        let first = try RunningSink(kafka, target)
        eventually { first.runner.status.lag == 0 && first.runner.status.written[.disruptions] == 150 }
        first.stop()
        let status = first.runner.status
        #expect(status.state == .stopped)
        #expect(status.written == [.disruptions: 150, .flightState: 1, .deadLetters: 1])
        #expect(try versions(target) == Array(repeating: 3, count: 50))
        let row = try Connection(to: target).query("SELECT reason, key, value FROM iropsd.dead_letters").first
        #expect(row?.text("reason") == "MALFORMED_JSON" && row?.bytes("value") == Array("{".utf8))

        let second = try RunningSink(kafka, target)
        try produceDisruptions(4..<5, ids: 50)
        try eventually { try versions(target) == Array(repeating: 4, count: 50) }
        second.stop()
        #expect(second.runner.status.written[.disruptions] == 50)
    }

    @Test func aDatabaseThatIsAwayLosesNothing() throws {
        try makeTopics()
        let server = try PrivatePostgres.newServer()
        let target = try ConnectionTarget(server.url())
        _ = try Migrator(target: target).apply()
        let sink = try RunningSink(kafka, target)
        try produceDisruptions(1..<2, ids: 20)
        eventually { sink.runner.status.lag == 0 && sink.runner.status.batches > 0 }
        server.crash()
        try produceDisruptions(2..<4, ids: 20)
        eventually { sink.runner.status.state == .databaseAway && sink.runner.status.lag ?? 0 >= 40 }
        #expect(sink.runner.status.problem?.contains("check that the server runs") == true)
        try server.start()
        eventually { sink.runner.status.state == .running && sink.runner.status.lag == 0 }
        #expect(try versions(target) == Array(repeating: 3, count: 20))
        #expect(sink.runner.status.problem == nil)
        sink.stop()
    }

    @Test func aSecondSinkTakesOverWhenTheFirstIsGone() throws {
        try makeTopics()
        let target = try newSinkDatabase()
        let first = try RunningSink(kafka, target, holder: "first")
        eventually { first.runner.status.state == .running }
        let second = try RunningSink(kafka, target, holder: "second")
        eventually { second.runner.status.state == .standby }
        #expect(second.runner.status.problem?.contains("first") == true)
        try produceDisruptions(1..<3, ids: 10)
        eventually { first.runner.status.written[.disruptions] == 20 }
        first.stop()
        try produceDisruptions(3..<4, ids: 10)
        try eventually { try versions(target) == Array(repeating: 3, count: 10) }
        eventually { second.runner.status.written[.disruptions] == 10 }
        #expect(second.runner.status.epoch == 2)
        second.stop()
    }

    @Test func whatIsMissingIsNamedAndWaitedFor() throws {
        let target = try ConnectionTarget(PrivatePostgres.newDatabase())
        let sink = try RunningSink(kafka, target)
        eventually { sink.runner.status.state == .blocked }
        #expect(sink.runner.status.problem?.contains("iropsd migrate") == true)
        _ = try Migrator(target: target).apply()
        eventually { sink.runner.status.problem?.contains("iropsd topics apply") == true }
        try makeTopics()
        eventually { sink.runner.status.state == .running }
        sink.stop()
    }

    @Test func aPoisonedRecordIsCountedAndPassed() throws {
        try makeTopics()
        let target = try newSinkDatabase()
        try produce(.disruptions, "{\"disruption_id\":", key: "d0")
        try produceDisruptions(1..<2, ids: 5)
        let sink = try RunningSink(kafka, target)
        eventually { sink.runner.status.lag == 0 && sink.runner.status.batches > 0 }
        #expect(sink.runner.status.rejected == 1)
        #expect(sink.runner.status.written[.disruptions] == 5)
        sink.stop()
    }
}
