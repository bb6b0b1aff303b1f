import Chaos
import Harness
import Testing

@Suite("Commands for a terminal", .serialized, .needsKafka)
struct TerminalCommandTests {
    @Test("Dead letters are listed, shown, and sent again byte for byte; one that comes back is noticed")
    func deadLetters() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let daemon = try installation.start(instance: "a", lanes: 1)
        try daemon.waitUntilReady()
        let bad = BadRecords.letters
        try installation.write(bad)
        try wait(for: bad.count, installation)
        let listed = try installation.attempt(["dead-letters", "list"])
        #expect(listed.exitCode == 0, "\(listed.errors)")
        let lines = listed.output.split(separator: "\n")
        #expect(lines.count == bad.count)
        let summary = try installation.attempt(["dead-letters", "list", "--summary", "--reason", "malformed_json"])
        #expect(summary.output.contains("MALFORMED_JSON  \(installation.topic("flight.events"))"), "\(summary.output)")
        let name = try #require(lines.first { $0.contains("MALFORMED_JSON") }?.prefix { $0 != " " })
        let shown = try installation.attempt(["dead-letters", "show", String(name)])
        #expect(shown.exitCode == 0 && shown.output.contains("MALFORMED_JSON"), "\(shown.output)")
        #expect(shown.output.contains("key          bad-"), "\(shown.output)")
        let none = try installation.attempt(["dead-letters", "show", "0/999999"])
        #expect(none.exitCode == 1 && none.errors.contains("no such dead letter: 0/999999"))

        let planned = try installation.attempt(["dead-letters", "redrive", "--dry-run"])
        #expect(planned.exitCode == 0 && planned.errors.contains("would send \(bad.count) of \(bad.count)"))
        #expect(try installation.read("dead.letter.queue").count == bad.count, "a dry run sends nothing")
        let sent = try installation.attempt(["dead-letters", "redrive", "--rate", "1000"])
        #expect(sent.exitCode == 0 && sent.errors.contains("sent \(bad.count) of \(bad.count)"), "\(sent.errors)")
        // Nobody mended them: they come back, each with the bytes that it had.
        try wait(for: 2 * bad.count, installation)
        for topic in ["flight.events", "external.data"] {
            let written = try installation.read(topic).filter { $0.keyText?.hasPrefix("bad-") == true }
            let twice = Dictionary(grouping: written) { $0.keyText ?? "" }
            #expect(!twice.isEmpty && twice.values.allSatisfy { $0.count == 2 && $0[0].value == $0[1].value })
        }
        let again = try installation.attempt(["dead-letters", "redrive", String(name)])
        #expect(again.errors.contains("sent 0 of 1; 1 came back from a re-drive already"), "\(again.errors)")
        let forced = try installation.attempt(["dead-letters", "redrive", String(name), "--again"])
        #expect(forced.exitCode == 0 && forced.errors.contains("sent 1 of 1"), "\(forced.errors)")
        let back = try installation.attempt(["dead-letters", "list"]).output.split(separator: "\n")
        let returned = try #require(back.first { $0.contains("(attempt 2)") }?.prefix { $0 != " " })
        let loop = try installation.attempt(["dead-letters", "redrive", String(returned)])
        #expect(loop.errors.contains("sent 0 of 1; 1 came back from a re-drive already"), "\(loop.errors)")
        #expect(daemon.terminate() == 0)
    }

    private func wait(for letters: Int, _ installation: Installation) throws {
        let found: Int? = Deadline.poll(seconds: 60) {
            let count = (try? installation.read("dead.letter.queue").count) ?? 0
            return count >= letters ? count : nil
        }
        #expect(found == letters)
    }

    @Test("tail prints what was told, chosen by severity and airport; thresholds change while it runs")
    func tailAndReload() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let daemon = try installation.start(instance: "a", lanes: 1)
        try daemon.waitUntilReady()
        // Nothing is told of flights any more, from here on.
        let quiet = "detectors: {flight_delay: {enabled: false}}\nlanes: 2\n"
        let calm = installation.configuration(instance: "a", lanes: 1).replacing("lanes: 1\n", with: quiet)
        try daemon.configure(calm.replacing("enabled: false", with: "enabled: perhaps"))
        daemon.send(1)
        let refused = try daemon.waitForLog(containing: "reload.refused")
        #expect(refused.contains("perhaps"))
        try daemon.configure(calm)
        daemon.send(1)
        let done = try daemon.waitForLog(containing: "reload.done")
        #expect(done.contains("detectors.flight_delay.enabled"))
        let restart = try daemon.waitForLog(containing: "reload.needs_restart")
        #expect(restart.contains("\"keys\":\"lanes\""))
        let configured: Bool? = Deadline.poll(seconds: 30) {
            daemon.logLines.count { $0.contains("lane.configured") } >= 2 ? true : nil
        }
        #expect(configured == true, "every log is told of the new thresholds")
        let scenario = Scenario.shared
        // Marks in every partition first: none is empty then, and each is waited for.
        for (part, end) in [
            (InputRecord.marks(at: DisruptedDays.startMinute)[...], DisruptedDays.startMinute),
            (scenario.records[..<scenario.endStart], DisruptedDays.middleMinute),
            (scenario.records[scenario.endStart...], DisruptedDays.endMinute),
        ] {
            try installation.write(part)
            try DaemonProgress.waitUntilQuiet([daemon], through: end)
        }
        #expect(daemon.terminate() == 0)
        let told = try DetectedDisruptions(installation.read("disruption.events"))
        #expect(!told.versions.isEmpty)
        #expect(told.last.values.allSatisfy { $0["pattern"] != .text("FLIGHT_DELAY") })
        let all = try installation.attempt(["tail", "--once"])
        #expect(all.exitCode == 0, "\(all.errors)")
        #expect(all.output.split(separator: "\n").count == told.versions.values.reduce(0) { $0 + $1.count })
        let some = try installation.attempt(["tail", "--once", "--severity", "critical", "--airport", "ORD"])
        let lines = some.output.split(separator: "\n")
        #expect(!lines.isEmpty && lines.allSatisfy { $0.contains("CRITICAL") }, "\(all.output)")
        let json = try installation.attempt(["tail", "--once", "--json", "--pattern", "cascading_delay"])
        #expect(json.exitCode == 0 && json.errors == "", "\(json.errors)")
        let records = json.output.split(separator: "\n")
        #expect(!records.isEmpty && records.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
        let nowhere = try installation.attempt(["tail", "--once", "--airport", "QQQ"])
        #expect(nowhere.exitCode == 0 && nowhere.output.isEmpty)
    }
}
