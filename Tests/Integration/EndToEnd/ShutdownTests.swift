import Chaos
import Harness
import KafkaClient
import Testing
import WireFormat

@Suite("SIGTERM", .serialized, .needsKafka, .needsPostgres)
struct ShutdownTests {
    @Test(
        "In mid-stream: within 5 s all that was read is committed, its state is in snapshots, and the group is left",
        arguments: [nil, "a"])
    func inOrder(_ instance: String?) throws {
        let installation = try Installation.ready(hasDatabase: true)
        let configuration = installation.configuration(instance: instance)
        let parts = Scenario.shared.parts(1)
        let daemon = try Daemon(configuration: configuration)
        try daemon.waitUntilReady()
        let feed = SteadyFeed(parts[0], to: installation)
        try DaemonProgress.waitForEvents(parts[0].count / 4, [daemon])
        let asked = ContinuousClock.now
        #expect(daemon.terminate() == 0)
        #expect(ContinuousClock.now - asked < .seconds(5))
        #expect(!feed.isOver)
        #expect(daemon.logLines.last?.contains(#""service.stopped""#) == true)
        try expectLeft(installation, instance)
        let next = try Daemon(configuration: configuration)
        try next.waitUntilReady()
        let restored = next.logLines.filter { $0.contains(#""snapshots.restored""#) }
        #expect(restored.count == Installation.entitiesPartitions)
        #expect(restored.allSatisfy { $0.contains(#""records":0"#) }, "\(restored)")
        try feed.join()
        try installation.write(parts[1])
        try DaemonProgress.waitUntilQuiet([next], through: DisruptedDays.endMinute)
        #expect(next.terminate() == 0)
        try SettledOutcome(of: installation).expectUndisturbed()
    }

    /// A dynamic member is gone; a named one keeps its partitions for a restart. Positions say that all is done.
    private func expectLeft(_ installation: Installation, _ instance: String?) throws {
        let admin = try Admin(settings: ["bootstrap.servers": installation.kafka.bootstrapServers])
        defer { admin.close(within: .seconds(5)) }
        let group = try admin.group(installation.suffix, timeout: .seconds(10))
        #expect(group.members.map(\.instance) == (instance.map { ["\($0)-0"] } ?? []))
        let positions = try admin.committedOffsets(of: installation.suffix, timeout: .seconds(10))
        let inputs = positions.filter { $0.partition.topic != installation.topic("iropsd.entities") }
        #expect(inputs.count == InputRecord.topics.reduce(0) { $0 + Int($1.partitions) })
        #expect(inputs.allSatisfy { $0.metadata.flatMap { RawPositionMetadata($0) }?.isClean == true }, "\(inputs)")
    }

    @Test("Cut off from Kafka, PostgreSQL or both, also at the start: within 5 s, and at once at the second signal")
    func cutOff() throws {
        let outcome = try Trial(CutOffStopFault.self, ChaosTests.settings).run()
        #expect(outcome.verdict.violations == [])
        #expect(outcome.strikes == 1)
    }
}
