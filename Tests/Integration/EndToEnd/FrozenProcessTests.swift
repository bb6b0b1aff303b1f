import Chaos
import Harness
import KafkaClient
import Testing

@Suite("A process freezes, another takes over, it wakes up", .serialized, .needsKafka, .needsPostgres)
struct FrozenProcessTests {
    /// Three seconds without a sign of life, and the group gives a process's partitions to others.
    private static let session = "{session.timeout.ms: 3000, heartbeat.interval.ms: 500}"

    @Test(
        "Beyond its session: it doubles nothing, says what happened, and joins again",
        arguments: [["a", "b"], [nil, nil]])
    func sessionRunsOut(_ instances: [String?]) throws {
        let installation = try Installation.ready(on: FaultyBroker.shared(), database: TestDatabase.make())
        let parts = Scenario.shared.parts(1)
        let daemons = try instances.map {
            try Daemon(configuration: installation.configuration(instance: $0, librdkafka: Self.session))
        }
        let (frozen, other) = (daemons[0], daemons[1])
        for daemon in daemons { try daemon.waitUntilReady() }
        let feed = SteadyFeed(parts[0], to: installation)
        for daemon in daemons { try DaemonProgress.waitForWork(of: daemon) }
        try DaemonProgress.waitForEvents(parts[0].count / 4, daemons)
        frozen.pause()
        try DaemonProgress.waitForAllPartitions(of: other)
        try feed.join()
        try DaemonProgress.waitUntilRead([other])
        frozen.resume()
        let line = try frozen.waitForLog(containing: "lane.restarts")
        #expect(line.contains("to others") || line.contains("fenced"), "\(line)")
        #expect(!frozen.logLines.contains { $0.contains("lane.close") })
        try frozen.waitUntilReady()
        try installation.write(parts[1])
        try DaemonProgress.waitUntilQuiet(daemons, through: DisruptedDays.endMinute)
        for daemon in daemons { #expect(daemon.terminate() == 0) }
        try SettledOutcome(of: installation).expectUndisturbed()
    }

    @Test("Another process has its instance_id: it doubles nothing, and ends with what to do")
    func replaced() throws {
        let installation = try Installation.ready(on: FaultyBroker.shared(), database: TestDatabase.make())
        let parts = Scenario.shared.parts(1)
        let frozen = try installation.start()
        try frozen.waitUntilReady()
        let feed = SteadyFeed(parts[0], to: installation)
        try DaemonProgress.waitForEvents(parts[0].count / 4, [frozen])
        frozen.pause()
        let other = try installation.start()
        try DaemonProgress.waitForAllPartitions(of: other)
        frozen.resume()
        #expect(frozen.exitCode(within: 60) == 2)
        #expect(frozen.logLines.contains { $0.contains("lane.failed") && $0.contains("kafka.instance_id") })
        try feed.join()
        try installation.write(parts[1])
        try other.waitUntilReady(seconds: 90)
        try DaemonProgress.waitUntilQuiet([other], through: DisruptedDays.endMinute)
        #expect(other.terminate() == 0)
        try SettledOutcome(of: installation).expectUndisturbed()
    }
}
