import Chaos
import Harness
import KafkaClient
import Testing

@Suite("The broker goes away in mid-stream and comes back", .serialized, .needsKafka, .needsPostgres)
struct BrokerOutageTests {
    @Test("Stopped in order: it goes on by itself from where it was")
    func stopped() throws {
        // A session that outlasts the start of a broker on a busy machine.
        try Scene.play(librdkafka: "{session.timeout.ms: 180000}") { scene in
            try scene.run { kafka throws(HarnessError) in try kafka.stop() }
            // A librdkafka that does not find the broker again makes the lane start anew, once.
            #expect(scene.lines("lane.restarts").count <= (KafkaVersion.loaded.losesBrokers ? 1 : 0))
            #expect(scene.lines("kafka.back").count == 1)
        }
    }

    @Test("Killed, and away for longer than a transaction may last: the lane goes on by itself from what is committed")
    func killed() throws {
        try Scene.play(librdkafka: "{session.timeout.ms: 3000, heartbeat.interval.ms: 500}") { scene in
            try scene.run { kafka throws(HarnessError) in try kafka.kill() }
        }
    }

    @Test("Stopped while the broker is away: it ends within its deadline, and the next one goes on from there")
    func stoppedWhileAway() throws {
        try Scene.play { scene in
            let feed = SteadyFeed(scene.parts[0], to: scene.installation)
            try DaemonProgress.waitForEvents(scene.parts[0].count / 4, [scene.daemon])
            try scene.kafka.kill()
            _ = try scene.daemon.waitForLog(containing: "kafka.away")
            // Where it cannot leave the group in time it ends with 1 and says so.
            let code = scene.daemon.terminate(seconds: 6)
            #expect(code == 0 || code == 1 && !scene.lines("stop.deadline").isEmpty)
            try scene.kafka.restart()
            scene.daemon = try scene.installation.start()
            try feed.join()
            try scene.finish()
        }
    }
}

/// An installation on a broker that may be harmed, and its one process.
private final class Scene {
    let kafka: KafkaServer
    let installation: Installation
    var daemon: Daemon
    let parts = Scenario.shared.parts(1)

    private init(librdkafka: String) throws {
        kafka = try FaultyBroker.shared()
        installation = try Installation.ready(on: kafka, database: TestDatabase.make())
        daemon = try Daemon(configuration: installation.configuration(librdkafka: librdkafka))
        try daemon.waitUntilReady()
    }

    /// Does something in a scene of its own, and in another one where the broker forgot the end of a transaction.
    static func play(librdkafka: String = "{}", _ course: (Scene) throws -> Void) throws {
        let outcome = try Attempt.first(thatCounts: {
            let scene = try Scene(librdkafka: librdkafka)
            let outcome = Result { try course(scene) }
            let isSettled = (try? outcome.get()) != nil
            return Attempt(
                outcome, isSettled: isSettled, of: scene.installation,
                log: scene.daemon.logLines.joined(separator: "\n"))
        })
        try outcome.get()
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
        try finish()
        // Once, and once more by each client that starts meanwhile.
        let clients = 1 + lines("lane.restarts").count
        #expect((1...clients).contains(lines("kafka.away").count))
        let sinkErrors = lines("sink.broker")
        #expect(sinkErrors.count <= 2, "\(sinkErrors.joined(separator: "\n"))")
    }

    /// The rest of the scenario, to its end.
    func finish() throws {
        try installation.write(parts[1])
        try DaemonProgress.waitUntilQuiet([daemon], through: DisruptedDays.endMinute)
        try daemon.waitUntilReady()
        #expect(daemon.terminate() == 0, "\(daemon.logLines.suffix(30).joined(separator: "\n"))")
        try SettledOutcome(of: installation).expectUndisturbed()
    }

    /// The daemon's log lines with a code.
    func lines(_ code: String) -> [Substring] { daemon.logLines.filter { $0.contains(#""code":"\#(code)""#) } }
}
