import Chaos
import Harness
import PostgresServer
import Testing

@Suite("PostgreSQL goes away in mid-stream and comes back", .serialized, .needsKafka, .needsPostgres)
struct DatabaseOutageTests {
    @Test("Detection goes on, /ready and one line of the log say so, and the tables catch up")
    func outages() throws {
        let server = try TestDatabase.newServer()
        let installation = try Installation.ready(on: KafkaServer.shared(), database: server.url())
        let parts = Scenario.shared.parts(2)
        let daemon = try installation.start()
        try daemon.waitUntilReady()
        // The second time it goes in the middle of whatever the sink does.
        for (part, end) in zip(parts, [server.stop, server.crash]) {
            let rows = DaemonProgress.sum("iropsd_sink_rows_total", of: daemon)
            let feed = SteadyFeed(part, to: installation)
            let isWriting: Bool? = Deadline.poll(seconds: 30, everyMs: 20) {
                DaemonProgress.sum("iropsd_sink_rows_total", of: daemon) > rows ? true : nil
            }
            #expect(isWriting == true)
            #expect(!feed.isOver)
            end()
            let answer = Deadline.poll(seconds: 20, everyMs: 20) {
                daemon.get("/ready").flatMap { $0.status == 503 ? $0 : nil }
            }
            #expect(answer?.body.contains(#""database""#) == true)
            #expect(answer?.body.contains(#""lanes""#) == false)
            let outputs = DaemonProgress.sum("iropsd_outputs_total", of: daemon)
            try feed.join()
            try DaemonProgress.waitUntilRead([daemon])
            #expect(DaemonProgress.sum("iropsd_outputs_total", of: daemon) > outputs)
            #expect(daemon.get("/ready")?.status == 503)
            try server.start()
            try daemon.waitUntilReady()
        }
        try installation.write(parts[2])
        try DaemonProgress.waitUntilQuiet([daemon], through: DisruptedDays.endMinute)
        #expect(daemon.terminate() == 0)
        try SettledOutcome(of: installation).expectUndisturbed()
        let lines = daemon.logLines.filter { $0.contains("sink.waiting") && $0.contains("database_away") }
        #expect((2...6).contains(lines.count), "\(lines)")
        #expect(lines.allSatisfy { $0.contains("What to do") })
    }
}
