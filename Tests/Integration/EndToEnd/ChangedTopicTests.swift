import Chaos
import Harness
import KafkaClient
import Testing

@Suite("Topics that change under a process", .serialized, .needsKafka)
struct ChangedTopicTests {
    private static let records = Scenario.shared.records

    @Test("A partition more ends the process with what to do, and what it says works")
    func grown() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let first = try Self.busy(installation)
        let flights = installation.topic("flight.events")
        let admin = try Admin(settings: ["bootstrap.servers": installation.kafka.bootstrapServers])
        defer { admin.close(within: .seconds(5)) }
        try admin.createPartitions(of: flights, total: 7, timeout: .seconds(30))
        #expect(first.exitCode(within: 20) == 1)
        let line = try first.waitForLog(containing: "topics.partitions")
        #expect(line.contains("\(flights) has 7 partitions, and the log was made for 6"))
        #expect(line.contains("begin anew with the new count"))
        #expect(line.contains("kafka.partitions: {flight.events: 7}"))

        let again = try installation.attempt(["run"])
        #expect(again.exitCode == 2)
        #expect(again.errors.contains("7 partitions, 6 are declared"))
        #expect(again.errors.contains("never iropsd.snapshots"))
        let wider = installation.configuration().replacing(
            "  group_id:", with: "  partitions: {flight.events: 7}\n  group_id:")
        let folder = try TemporaryFolder()
        let file = folder.unusedPath("iropsd.yaml")
        try TextFile.write(wider, to: file)
        let difference = "flight.events had 6 partitions, 7 are declared"
        let refused = try CommandRun(["run", "--config", file])
        #expect(refused.exitCode == 2 && refused.errors.contains(difference))
        let checked = try CommandRun(["check", file, "--connect"])
        #expect(checked.exitCode == 1 && checked.output.contains(difference))

        let before = try Self.versions(installation)
        try admin.deleteTopics([installation.topic("iropsd.entities")], timeout: .seconds(30)).check()
        let applied = try CommandRun(["topics", "apply", "--config", file])
        #expect(applied.exitCode == 0 && applied.output.contains("incarnation 2 of the log"))
        let second = try Daemon(configuration: wider)
        // A static member is given what it had before; what nobody owns is given out when that is noticed.
        let isWhole = Deadline.poll(seconds: 90, everyMs: 250) {
            DaemonProgress([second]).partitionCount == DaemonProgress.partitions + 1 ? true : nil
        }
        #expect(isWhole == true)
        try installation.write(Self.records[600..<1200])
        let after = try installation.kafka.reader.readAll(
            installation.topic("flight.state"), until: { $0.count > before.count }, what: "states of the new log")
        let newest = try #require(before.max())
        #expect(after.count { Self.version($0).map { $0 > newest } ?? false } == after.count - before.count)
        #expect(second.terminate() == 0)
        #expect(!second.logLines.contains { $0.contains("lane.restarts") })
    }

    @Test("A log that was made anew by hand, with the group's positions gone, is not begun with empty states")
    func remadeByHand() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let log = installation.topic("iropsd.entities")
        #expect(try Self.busy(installation).terminate() == 0)
        let admin = try Admin(settings: ["bootstrap.servers": installation.kafka.bootstrapServers])
        defer { admin.close(within: .seconds(5)) }
        try Self.delete(log, admin)
        try installation.kafka.createTopics([NewTopic(log, partitions: Installation.entitiesPartitions)])
        let refused = try installation.attempt(["run"])
        #expect(refused.exitCode == 1)
        #expect(refused.errors.contains("deleted and made anew, but not by iropsd topics apply"))

        try Self.delete(log, admin)
        let applied = try installation.attempt(["topics", "apply"])
        #expect(applied.output.contains("incarnation 2 of the log"))
        let daemon = try installation.start()
        try daemon.waitUntilReady()
        #expect(daemon.terminate() == 0)
    }

    @Test("An input topic that is deleted is told, and read again when it is back")
    func deleted() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let flights = installation.topic("flight.events")
        let daemon = try Self.busy(installation)
        let before = try installation.read("flight.state").count
        let admin = try Admin(settings: ["bootstrap.servers": installation.kafka.bootstrapServers])
        defer { admin.close(within: .seconds(5)) }
        try admin.deleteTopics([flights], timeout: .seconds(30)).check()
        let line = try daemon.waitForLog(containing: "topics.missing")
        #expect(line.contains(flights) && line.contains("Those whose topic it is"))
        let answer = try #require(daemon.get("/ready"))
        #expect(answer.status == 503 && answer.body.contains(flights))

        try installation.kafka.createTopics([NewTopic(flights, partitions: 6)])
        _ = try daemon.waitForLog(containing: "topics.back")
        try daemon.waitUntilReady()
        try installation.write(Self.records[600..<900].filter { $0.topic == "flight.events" })
        let states = try installation.kafka.reader.readAll(
            installation.topic("flight.state"), until: { $0.count > before }, what: "states of legs of the new topic")
        #expect(states.count > before)
        #expect(daemon.logLines.count { $0.contains("topics.missing") } == 1)
        #expect(daemon.terminate() == 0)
    }

    @Test("A snapshots topic that is deleted and made anew: the process is not ready any more")
    func snapshots() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let snapshots = installation.topic("iropsd.snapshots")
        let daemon = try Self.busy(installation)
        let admin = try Admin(settings: ["bootstrap.servers": installation.kafka.bootstrapServers])
        defer { admin.close(within: .seconds(5)) }
        try admin.deleteTopics([snapshots], timeout: .seconds(30)).check()
        let line = try daemon.waitForLog(containing: "topics.missing")
        #expect(line.contains("With it went the snapshots"))
        try installation.kafka.createTopics([NewTopic(snapshots, partitions: 2)])
        _ = try daemon.waitForLog(containing: "snapshots.remade")
        _ = try daemon.waitForLog(containing: "topics.back")
        let answer = try #require(daemon.get("/ready"))
        #expect(answer.status == 503 && answer.body.contains("\"snapshots\"") && !answer.body.contains("\"topics\""))
        #expect(daemon.terminate() == 0)
    }

    private static func delete(_ topic: String, _ admin: Admin) throws {
        try admin.deleteTopics([topic], timeout: .seconds(30)).check()
        let isGone = Deadline.poll(seconds: 30, everyMs: 100) {
            (try? admin.topics(timeout: .seconds(10)))?[topic] == nil ? true : nil
        }
        try #require(isGone == true)
    }

    /// A process that has read some hours.
    private static func busy(_ installation: Installation) throws -> Daemon {
        let daemon = try installation.start()
        try daemon.waitUntilReady()
        try installation.write(records.prefix(600))
        let isRead = Deadline.poll(seconds: 60) {
            DaemonProgress([daemon]).isThrough(DisruptedDays.startMinute) ? true : nil
        }
        try #require(isRead == true)
        return daemon
    }

    private static func versions(_ installation: Installation) throws -> [Int64] {
        try installation.read("flight.state").compactMap { version($0) }
    }

    private static func version(_ record: TopicRecord) -> Int64? {
        guard let value = record.value,
            let found = String(decoding: value, as: UTF8.self).firstMatch(of: #/"version": ?(\d+)/#)
        else { return nil }
        return Int64(found.output.1)
    }
}
