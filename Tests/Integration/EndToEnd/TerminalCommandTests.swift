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
        // What it started with is in the logs, and said; on a busy machine that may take.
        _ = try daemon.waitForLog(containing: "lane.configured")
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

    @Test("status, top and explain tell of a day; its figures are at /metrics and in system.metrics")
    func topAndExplain() throws {
        let installation = try Installation.ready(hasDatabase: true)
        let daemon = try installation.start(instance: "a", lanes: 1)
        try daemon.waitUntilReady()
        let scenario = Scenario.shared
        try installation.write(InputRecord.marks(at: DisruptedDays.startMinute))
        try DaemonProgress.waitUntilQuiet([daemon], through: DisruptedDays.startMinute)
        // In the middle of the day, so that something is open.
        let middle = scenario.endStart / 2
        try installation.write(scenario.records[..<middle])
        let http = "http: {listen: 127.0.0.1:\(daemon.httpPort)}\n"
        let shown: (open: Int, screen: String)? = Deadline.poll(seconds: 60) {
            guard let top = try? installation.attempt(["top", "--once"], adding: http), top.exitCode == 0,
                let line = top.output.split(separator: "\n").first(where: { $0.contains(" open: ") }),
                let open = line.split(separator: " ").first.flatMap({ Int($0) }), open > 0,
                DaemonProgress.sum("iropsd_partition_lag", of: daemon) == 0,
                DaemonProgress.sum("iropsd_disruptions_open", of: daemon) == open
            else { return nil }
            return (open, top.output)
        }
        let top = try #require(shown, "as many are open as readers count")
        #expect(top.screen.split(separator: "\n").first?.hasSuffix("  ready") == true, "\(top.screen)")
        let status = try installation.attempt(["status"], adding: http)
        #expect(status.exitCode == 0 && status.output.contains("\nopen          "), "\(status.output)\(status.errors)")
        #expect(DaemonProgress.sum("iropsd_disruptions_opened_total", of: daemon) >= top.open)
        #expect(DaemonProgress.sum("iropsd_commit_latency_seconds_count", of: daemon) > 0)
        #expect(DaemonProgress.sum("iropsd_stage_watermark_seconds", of: daemon) > 0)

        try installation.write(scenario.records[middle...])
        try DaemonProgress.waitUntilQuiet([daemon], through: DisruptedDays.endMinute)
        let told = try installation.attempt(["tail", "--once", "--pattern", "cascading_delay", "--confirmed"])
        let line = try #require(told.output.split(separator: "\n").last)
        let id = String(line.drop { $0 != "[" }.dropFirst().prefix(8))
        let story: String? = Deadline.poll(seconds: 30) {
            let story = (try? installation.attempt(["explain", id]).output) ?? ""
            return story.contains("\nLEGS (") ? story : nil
        }
        let text = try #require(story, "the tables have it")
        #expect(text.hasPrefix("CASCADING_DELAY of ") && text.contains("  subject    rotation "), "\(text)")
        #expect(text.contains("\nWHAT WAS TOLD WHEN\n") && text.contains("      by event "), "\(text)")
        let nobody = try installation.attempt(["explain", "00000000"])
        #expect(nobody.exitCode == 1 && nobody.errors.contains("no disruption begins with 00000000"))

        let figures: Bool? = Deadline.poll(seconds: 30) {
            let page = daemon.get("/metrics")?.body ?? ""
            let isRead = page.contains("iropsd_group_lag{") && DaemonProgress.sum("iropsd_group_lag", of: daemon) == 0
            return isRead && DaemonProgress.sum("iropsd_kafka_client_requests_total", of: daemon) > 0 ? true : nil
        }
        #expect(figures == true)
        let records = try installation.read("system.metrics")
        let first = try #require(records.first?.value)
        #expect(String(decoding: first, as: UTF8.self).contains("\"iropsd_build_info{version="))
        #expect(daemon.terminate() == 0)
    }
}
