import Chaos
import Harness
import KafkaClient
import Testing

@Suite("Topics made anew", .serialized, .needsKafka)
struct RemadeTopicTests {
    @Test("An input topic that was deleted, with the group's positions in it, and made anew: its records count")
    func input() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let records = Scenario.shared.records
        let first = try installation.start()
        try first.waitUntilReady()
        try installation.write(records.prefix(600))
        let isRead = Deadline.poll(seconds: 60) {
            DaemonProgress([first]).isThrough(DisruptedDays.startMinute) ? true : nil
        }
        try #require(isRead == true)
        #expect(first.terminate() == 0)
        let before = try installation.read("flight.state").count
        #expect(before > 0)

        // Nothing else is left to be told: what comes now can only come of the new topic.
        try remake(installation.topic("flight.events"), of: installation.kafka)
        try installation.write(records[600..<900].filter { $0.topic == "flight.events" })
        let second = try installation.start()
        let line = try second.waitForLog(containing: "input.remade")
        #expect(line.contains("The group's position is gone"))
        // Offsets begin again below those that are known: the records would be dropped as repeated ones.
        let states = try installation.kafka.reader.readAll(
            installation.topic("flight.state"), until: { $0.count > before }, what: "states of legs of the new topic")
        #expect(states.count > before)
        #expect(second.terminate() == 0)
        #expect(!second.logLines.contains { $0.contains("lane.restarts") })
    }

    @Test("Deleted, made anew and filled beyond the group's position while the process stands still: its records count")
    func frozen() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let records = Scenario.shared.records.prefix(1_000)
        let partitions = 0..<Int32(6)
        let daemon = try installation.start()
        try daemon.waitUntilReady()
        try installation.write(records.prefix(400))
        try waitUntilCommitted(records.prefix(400), of: installation)

        daemon.pause()
        let start = ContinuousClock.now
        repeat {
            try remake(installation.topic("flight.events"), of: installation.kafka)
        } while ContinuousClock.now - start < .seconds(1)
        // One after the position would read none of these.
        let first = partitions.map {
            InputRecord(topic: "flight.events", partition: $0, key: "first-\($0)", value: Array("{".utf8), isBad: true)
        }
        let others = records.dropFirst(400).filter { $0.topic == "flight.events" && !$0.isBad }
        for partition in partitions {
            let before = records.prefix(400).count { $0.topic == "flight.events" && $0.partition == partition }
            #expect(others.count { $0.partition == partition } >= before)
        }
        try installation.write(first + others)
        daemon.resume()
        let line = try daemon.waitForLog(containing: "lane.restarts")
        #expect(line.contains("is gone"), "\(line)")
        #expect(try daemon.waitForLog(containing: "input.remade").contains("flight.events"))
        let letters = try installation.kafka.reader.readAll(
            installation.topic("dead.letter.queue"),
            until: { Set($0.compactMap(\.keyText)).isSuperset(of: first.map(\.key)) }, what: "the first records")
        #expect(letters.compactMap(\.keyText).filter { $0.hasPrefix("first-") }.sorted() == first.map(\.key))
        #expect(daemon.terminate() == 0)
    }

    /// Waits until the group has the positions behind all records of flights.
    private func waitUntilCommitted(_ records: some Sequence<InputRecord>, of installation: Installation) throws {
        let admin = try Admin(settings: ["bootstrap.servers": installation.kafka.bootstrapServers])
        defer { admin.close(within: .seconds(5)) }
        let count = records.reduce(0) { $0 + ($1.topic == "flight.events" ? 1 : 0) }
        let isCommitted = Deadline.poll(seconds: 60) {
            let positions = (try? admin.committedOffsets(of: installation.suffix, timeout: .seconds(10))) ?? []
            let flights = positions.filter { $0.partition.topic == installation.topic("flight.events") }
            return flights.reduce(0) { $0 + ($1.offset.number ?? 0) } == count ? true : nil
        }
        try #require(isCommitted == true)
    }

    /// Deletes a topic and makes it anew, as soon as the broker lets it.
    private func remake(_ name: String, of kafka: KafkaServer) throws {
        let admin = try Admin(settings: ["bootstrap.servers": kafka.bootstrapServers])
        defer { admin.close(within: .seconds(5)) }
        let partitions = try #require(try admin.topics(timeout: .seconds(10))[name]).partitions.count
        try admin.deleteTopics([name], timeout: .seconds(30)).check()
        let isGone = Deadline.poll(seconds: 30, everyMs: 100) {
            (try? admin.topics(timeout: .seconds(10)))?[name] == nil ? true : nil
        }
        try #require(isGone == true)
        try kafka.createTopics([NewTopic(name, partitions: partitions, configs: [:])])
    }
}
