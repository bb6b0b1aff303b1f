import Chaos
import Harness
import Testing

@Suite("Settings of the ingest", .serialized, .needsKafka)
struct SettingsChangeTests {
    private static let wider = "allowed_lateness_minutes: 10\n"

    @Test("They change after a clean stop; after a crash the old ones are wanted first")
    func afterCrashAndCleanStop() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let old = installation.configuration()
        let records = Scenario.shared.records.prefix(400)
        var daemon = try Daemon(configuration: old)
        try daemon.waitUntilReady()
        try installation.write(records)
        try DaemonProgress.waitForEvents(100, [daemon])
        daemon.kill9()

        let refused = try installation.attempt(["run"], adding: Self.wider)
        #expect(refused.exitCode == 2)
        #expect(refused.errors.contains("allowed_lateness_minutes was 5 and is 10 now"))
        #expect(refused.errors.contains("Start with the old settings"))

        for text in [old, old + "\n" + Self.wider, old] {
            daemon = try Daemon(configuration: text)
            try daemon.waitUntilReady()
            try installation.write(records.prefix(10))
            #expect(daemon.terminate() == 0)
            #expect(!daemon.logLines.contains { $0.contains("lane.restarts") })
        }
    }
}
