import Chaos
import Foundation
import Harness
import KafkaClient
import PostgresClient
import PostgresServer
import Testing

@Suite("Faults around the daemon", .serialized, .needsKafka)
struct FaultTests {
    @Test("No broker at the start: it waits, says so, and goes on when the broker comes")
    func noBroker() throws {
        let kafka = try FaultyBroker.shared()
        let installation = try Installation(on: kafka)
        #expect(try installation.attempt(["topics", "apply"]).exitCode == 0)
        try kafka.stop()
        let daemon = try installation.start()
        let answer = Deadline.poll(seconds: 30, everyMs: 50) {
            daemon.get("/ready").flatMap { $0.body.contains(kafka.bootstrapServers) ? $0 : nil }
        }
        #expect(answer?.status == 503)
        #expect(answer?.body.contains(#""broker""#) == true)
        #expect(daemon.get("/live")?.status == 200)
        #expect(daemon.logLines.filter { $0.contains("start.broker_away") }.count == 1)
        try kafka.restart()
        try daemon.waitUntilReady()
        #expect(daemon.terminate() == 0)
    }

    @Test("Missing topics end it with 2, and what to do")
    func missingTopics() throws {
        let run = try Installation(on: KafkaServer.shared()).attempt(["run"])
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("is missing"))
        #expect(run.errors.contains("topics apply"))
    }

    @Test("A wrong partition count ends it with 2, and names the topic")
    func wrongPartitions() throws {
        let installation = try Installation(on: KafkaServer.shared())
        let topic = installation.topic("flight.events")
        try installation.kafka.createTopics([NewTopic(topic, partitions: 5, configs: [:])])
        _ = try installation.attempt(["topics", "apply"])
        let run = try installation.attempt(["run"])
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("\(topic) has 5 partitions, 6 are declared"))
    }

    @Test("A port in use ends it with 2, and says what to do")
    func portInUse() throws {
        let kafka = try KafkaServer.shared()
        let run = try Installation(on: kafka).attempt(["run"], adding: "http: {listen: 127.0.0.1:\(kafka.port)}\n")
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("127.0.0.1:\(kafka.port): the port is in use"))
    }

    @Test("No database: /ready says so, detection goes on")
    func noDatabase() throws {
        let installation = try Installation(
            on: KafkaServer.shared(), database: "postgresql:///iropsd?host=/nonexistent&user=iropsd")
        #expect(try installation.attempt(["topics", "apply"]).exitCode == 0)
        let daemon = try installation.start()
        try installation.write(Scenario.shared.records.prefix(400))
        try DaemonProgress.waitForEvents(300, [daemon])
        let states = try installation.kafka.reader.readAll(
            installation.topic("flight.state"), until: { !$0.isEmpty }, what: "a state")
        #expect(!states.isEmpty)
        let answer = try #require(daemon.get("/ready"))
        #expect(answer.status == 503)
        #expect(Self.notReady(answer.body) == ["database"])
        #expect(daemon.terminate() == 0)
    }

    @Test("A database without tables: /ready and the log say which command to run", .needsPostgres)
    func noTables() throws {
        let installation = try Installation(on: KafkaServer.shared(), database: TestDatabase.make())
        #expect(try installation.attempt(["topics", "apply"]).exitCode == 0)
        let daemon = try installation.start()
        let line = try daemon.waitForLog(containing: "sink.waiting")
        #expect(line.contains("iropsd migrate"))
        let answer = try #require(daemon.get("/ready"))
        #expect(answer.status == 503)
        #expect(answer.body.contains("iropsd migrate"))
        #expect(daemon.terminate() == 0)
    }

    @Test("A record in the log that is no frame ends it with 1 and what to do, within the deadline of a clean stop")
    func noFrame() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let daemon = try installation.start()
        try daemon.waitUntilReady()
        try installation.write([
            InputRecord(topic: "iropsd.entities", partition: 3, key: "foreign", value: Array("x".utf8))
        ])
        #expect(daemon.exitCode(within: 60) == 1)
        #expect(daemon.logLines.contains { $0.contains("lane.failed") && $0.contains("iropsd.entities/3 holds") })
        #expect(daemon.logLines.contains { $0.contains("stop.requested") && $0.contains("the program") })
    }

    @Test("A group that lost its positions, or has another name, does not tell the whole log again")
    func lostPositions() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let first = try installation.start()
        try first.waitUntilReady()
        try installation.write(InputRecord.marks(at: 0))
        let hasCommitted = Deadline.poll(seconds: 30, everyMs: 50) { () -> Bool? in
            let lines = first.get("/metrics")?.body.split(separator: "\n") ?? []
            let commits = lines.first { $0.hasPrefix("iropsd_commits_total{") }
            return commits.map { !$0.hasSuffix(" 0") } == true ? true : nil
        }
        #expect(hasCommitted == true)
        #expect(first.terminate() == 0)
        let configuration = installation.configuration()
        let renamed = configuration.replacingOccurrences(
            of: "group_id: \(installation.suffix)", with: "group_id: renamed-\(installation.suffix)")
        #expect(renamed != configuration)
        let second = try Daemon(configuration: renamed)
        #expect(second.exitCode(within: 60) == 1, "\(second.logLines.suffix(8))")
        #expect(
            second.logLines.contains {
                $0.contains("the group renamed-\(installation.suffix) has no position")
                    && $0.contains("the group \(installation.suffix) had one")
            })
        let again = try installation.start()
        try again.waitUntilReady()
        #expect(again.terminate() == 0)
    }

    @Test("A wrong password is named, and is not shown", .needsPostgres)
    func wrongPassword() throws {
        let server = try TestDatabase.newServer()
        let connection = try Connection(server.url())
        try connection.execute("CREATE ROLE guarded LOGIN PASSWORD 'right'")
        let rules = server.folder + "/data/pg_hba.conf"
        try TextFile.write("local all guarded scram-sha-256\n" + TextFile.read(rules), to: rules)
        try connection.execute("SELECT pg_reload_conf()")
        let installation = try Installation(
            on: KafkaServer.shared(),
            database: "postgresql:///iropsd?host=\(server.folder)&user=guarded&password=wr0ng")
        // The server takes the new rules at its next look; until then it lets everybody in.
        let run = try Deadline.poll(seconds: 20, everyMs: 100) { () throws -> CommandRun? in
            let run = try installation.attempt(["migrate"])
            return run.errors.contains("password authentication failed") ? run : nil
        }
        let refused = try #require(run)
        #expect(refused.exitCode == 1)
        #expect(!refused.errors.contains("wr0ng"))
        #expect(try installation.attempt(["topics", "apply"]).exitCode == 0)
        let daemon = try installation.start()
        let line = try daemon.waitForLog(containing: "password authentication failed")
        #expect(line.contains("guarded"))
        #expect(line.contains("check user, password and pg_hba.conf"))
        #expect(!daemon.logLines.contains { $0.contains("wr0ng") })
        #expect(daemon.terminate() == 0)
    }

    /// Names in the body of /ready.
    private static func notReady(_ body: String) -> [String] {
        let answer = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
        let needs = answer?["not_ready"] as? [[String: Any]] ?? []
        return needs.compactMap { $0["name"] as? String }
    }
}
