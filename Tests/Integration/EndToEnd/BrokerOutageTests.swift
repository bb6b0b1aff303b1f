import Chaos
import Harness
import KafkaClient
import Testing

@Suite("The broker goes away in mid-stream and comes back", .serialized, .needsKafka, .needsPostgres)
struct BrokerOutageTests {
    @Test("Stopped in order: it goes on by itself from where it was")
    func stopped() throws {
        let scene = try Scene()
        try scene.run { kafka throws(HarnessError) in try kafka.stop() }
        #expect(scene.lines("lane.restarts") == [])
        #expect(scene.lines("kafka.back").count == 1)
    }

    @Test("Killed, and away for longer than a transaction may last: the lane goes on by itself from what is committed")
    func killed() throws {
        let scene = try Scene(librdkafka: "{session.timeout.ms: 3000, heartbeat.interval.ms: 500}")
        try scene.run { kafka throws(HarnessError) in try kafka.kill() }
    }

    @Test("Stopped while the broker is away: it ends within its deadline, and the next one goes on from there")
    func stoppedWhileAway() throws {
        let scene = try Scene()
        let feed = SteadyFeed(scene.parts[0], to: scene.installation)
        try DaemonProgress.waitForEvents(scene.parts[0].count / 4, [scene.daemon])
        try scene.kafka.kill()
        _ = try scene.daemon.waitForLog(containing: "kafka.away")
        #expect(scene.daemon.terminate() == 0)
        try scene.kafka.restart()
        let next = try scene.installation.start()
        try feed.join()
        try scene.finish(next)
    }
}

/// An installation on a broker that may be harmed, and its one process.
private struct Scene {
    let kafka: KafkaServer
    let installation: Installation
    let daemon: Daemon
    let parts = Scenario.shared.parts(1)

    init(librdkafka: String = "{}") throws {
        kafka = try FaultyBroker.shared()
        installation = try Installation.ready(on: kafka, database: TestDatabase.make())
        daemon = try Daemon(configuration: installation.configuration(librdkafka: librdkafka))
        try daemon.waitUntilReady()
    }

    /// Lets the broker go in the middle of a stream, until everybody has noticed, and come back.
    func run(_ end: (KafkaServer) throws(HarnessError) -> Void) throws {
        let feed = SteadyFeed(parts[0], to: installation)
        try DaemonProgress.waitForEvents(parts[0].count / 4, [daemon])
        #expect(!feed.isOver)
        try end(kafka)
        _ = try daemon.waitForLog(containing: "kafka.away")
        let answer = Deadline.poll(seconds: 10) { daemon.get("/ready").flatMap { $0.status == 503 ? $0 : nil } }
        #expect(answer?.body.contains(#""broker""#) == true)
        #expect(daemon.get("/live")?.status == 200)
        try kafka.restart()
        try feed.join()
        try finish(daemon)
        #expect(lines("kafka.away").count == 1)
        #expect(lines("sink.broker").count <= 2)
    }

    /// The rest of the scenario, to its end.
    func finish(_ daemon: Daemon) throws {
        try installation.write(parts[1])
        try DaemonProgress.waitUntilQuiet([daemon], through: DisruptedDays.endMinute)
        try daemon.waitUntilReady()
        #expect(daemon.terminate() == 0)
        try SettledOutcome(of: installation).expectUndisturbed()
    }

    /// The daemon's log lines with a code.
    func lines(_ code: String) -> [Substring] { daemon.logLines.filter { $0.contains(#""code":"\#(code)""#) } }
}
