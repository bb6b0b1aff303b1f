import KafkaClient
import PostgresClient
import PostgresServer
import Testing

@testable import DisruptionService

/// The sink as it runs, against librdkafka's pretended brokers and a real database.
@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason), .timeLimit(.minutes(5)))
struct SinkRunnerTests {
    private let topics: SinkTopics

    init() throws {
        topics = try SinkTopics()
    }

    private func versions(_ target: ConnectionTarget) throws -> [Int64?] {
        try Connection(to: target).query("SELECT version FROM iropsd.disruptions ORDER BY disruption_id").map {
            $0.integer("version")
        }
    }

    @Test func recordsBecomeRowsAndARestartGoesOnBehindThem() throws {
        try topics.make()
        let target = try newSinkDatabase()
        try topics.produceDisruptions(1..<4, ids: 50)
        try topics.produce(.flightState, flightStateBody("AA1/2008-02-06/ORD", version: 1), key: "AA1/2008-02-06/ORD")
        try topics.produce(.deadLetters, "{", key: "k", headers: [RecordHeader("dlq.reason", text: "MALFORMED_JSON")])
        topics.flush()
        let first = try RunningSink(topics.bootstrapServers, target)
        eventually { first.status.lag == 0 && first.status.written[.disruptions] == 150 }
        first.stop()
        let status = first.status
        #expect(status.state == .stopped)
        #expect(status.written == [.disruptions: 150, .flightState: 1, .deadLetters: 1])
        #expect(try versions(target) == Array(repeating: 3, count: 50))
        let row = try Connection(to: target).query("SELECT reason, key, value FROM iropsd.dead_letters").first
        #expect(row?.text("reason") == "MALFORMED_JSON" && row?.bytes("value") == Array("{".utf8))

        let second = try RunningSink(topics.bootstrapServers, target)
        try topics.produceDisruptions(4..<5, ids: 50)
        try eventually { try versions(target) == Array(repeating: 4, count: 50) }
        second.stop()
        #expect(second.status.written[.disruptions] == 50)
    }

    @Test func aDatabaseThatIsAwayLosesNothing() throws {
        try topics.make()
        let server = try PrivatePostgres.newServer()
        let target = try ConnectionTarget(server.url())
        _ = try Migrator(target: target).apply()
        let sink = try RunningSink(topics.bootstrapServers, target)
        try topics.produceDisruptions(1..<2, ids: 20)
        eventually { sink.status.lag == 0 && sink.status.batches > 0 }
        server.crash()
        try topics.produceDisruptions(2..<4, ids: 20)
        eventually { sink.status.state == .databaseAway && sink.status.lag ?? 0 >= 40 }
        eventually { sink.status.problem?.contains("check that the server runs") == true }
        try server.start()
        eventually { sink.status.state == .running && sink.status.lag == 0 }
        #expect(try versions(target) == Array(repeating: 3, count: 20))
        #expect(sink.status.problem == nil)
        sink.stop()
    }

    @Test func aSecondSinkTakesOverWhenTheFirstIsGone() throws {
        try topics.make()
        let target = try newSinkDatabase()
        let first = try RunningSink(topics.bootstrapServers, target, holder: "first")
        eventually { first.status.state == .running }
        let second = try RunningSink(topics.bootstrapServers, target, holder: "second")
        eventually { second.status.state == .standby }
        #expect(second.status.problem?.contains("first") == true)
        try topics.produceDisruptions(1..<3, ids: 10)
        eventually { first.status.written[.disruptions] == 20 }
        first.stop()
        try topics.produceDisruptions(3..<4, ids: 10)
        try eventually { try versions(target) == Array(repeating: 3, count: 10) }
        eventually { second.status.written[.disruptions] == 10 }
        #expect(second.status.epoch == 2)
        second.stop()
    }

    @Test func whatIsMissingIsNamedAndWaitedFor() throws {
        let target = try ConnectionTarget(PrivatePostgres.newDatabase())
        let sink = try RunningSink(topics.bootstrapServers, target)
        eventually { sink.status.state == .blocked }
        #expect(sink.status.problem?.contains("iropsd migrate") == true)
        _ = try Migrator(target: target).apply()
        eventually { sink.status.problem?.contains("iropsd topics apply") == true }
        try topics.make()
        eventually { sink.status.state == .running }
        sink.stop()
    }

    @Test func whoIsFarBehindWritesOnlyTheNewestOfEachKey() throws {
        try topics.make()
        let target = try newSinkDatabase()
        try topics.produceDisruptions(1..<41, ids: 20)
        try topics.produce(.disruptions, "{", key: "d3")
        for leg in 0..<200 {
            let id = "AA\(leg % 50)/2008-02-06/ORD"
            try topics.produce(.flightState, flightStateBody(id, version: Int64(leg + 1)), key: id)
            if leg % 3 == 0 { try topics.produce(.flightState, nil, key: id) }
        }
        topics.flush()
        let sink = try RunningSink(topics.bootstrapServers, target) { $0.lookaheadFromRecords = 50 }
        eventually { sink.status.lag == 0 && sink.status.rejected == 1 }
        #expect(try versions(target) == Array(repeating: 40, count: 20))
        let left = try Connection(to: target).query("SELECT version FROM iropsd.flight_state ORDER BY version")
        let versionsLeft = left.map { $0.integer("version") }
        let versionsExpected: [Int64?] = (Int64(151)...200).filter { ($0 - 1) % 3 != 0 }
        // Of the last 50 every third is gone again.
        #expect(versionsLeft == versionsExpected)
        let written = sink.status.written
        let (disruptions, states) = (written[.disruptions] ?? 0, written[.flightState] ?? 0)
        #expect(disruptions < 100)
        #expect(states <= 200)
        // Caught up, every version is written as it comes.
        try topics.produceDisruptions(41..<43, ids: 20)
        try eventually { try versions(target) == Array(repeating: 42, count: 20) }
        let next = try RunningSink(topics.bootstrapServers, target, holder: "next") { $0.lookaheadFromRecords = 50 }
        sink.stop()
        eventually { next.status.state == .running && next.status.lag == 0 }
        #expect(next.status.written == [:] && next.status.batches == 0)
        next.stop()
    }

    @Test func aPoisonedRecordIsCountedAndPassed() throws {
        try topics.make()
        let target = try newSinkDatabase()
        try topics.produce(.disruptions, "{\"disruption_id\":", key: "d0")
        try topics.produceDisruptions(1..<2, ids: 5)
        let sink = try RunningSink(topics.bootstrapServers, target)
        eventually { sink.status.lag == 0 && sink.status.batches > 0 }
        #expect(sink.status.rejected == 1)
        #expect(sink.status.written[.disruptions] == 5)
        sink.stop()
    }
}
