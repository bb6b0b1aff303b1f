import Chaos
import Foundation
import Harness
import Testing

/// A simulated day through a real broker and the real daemon, beside the truth that the simulator wrote.
@Suite("A simulated day, end to end", .needsKafka)
struct SimulatedDayTests {
    /// 2026-01-18T12:00:00Z as `InputRecord` counts; the last marks lie five days behind the day of the scenario.
    private static let settledMinute = 9_442_800

    /// Minutes by which legs were late because of their aircraft, by the truth.
    private static func truth(_ path: String) throws -> [String: Int] {
        var minutes: [String: Int] = [:]
        for line in TextFile.read(path).split(separator: "\n") {
            let body = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            guard body["kind"] as? String == "leg", body["cancelled"] == nil, let leg = body["leg_id"] as? String else {
                continue
            }
            let causes = body["departure_causes"] as? [[String: Any]] ?? []
            minutes[leg] = causes.reduce(0) { sum, cause in
                sum + (cause["path"] as? String == "aircraft" ? cause["minutes"] as? Int ?? 0 : 0)
            }
        }
        return minutes
    }

    @Test("What the daemon says of snow at Frankfurt agrees with the truth")
    func weather() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let folder = try TemporaryFolder()
        let path = folder.path + "/truth.jsonl"
        let daemon = try installation.start(instance: "a", lanes: 1)
        try daemon.waitUntilReady()
        let told = try installation.attempt(["simulate", "weather", "--speed", "6000", "--truth", path])
        #expect(told.exitCode == 0, "\(told.errors)")
        try DaemonProgress.waitUntilQuiet([daemon], through: Self.settledMinute, seconds: 180)
        let letters = DaemonProgress.sum("iropsd_dead_letters_total", of: daemon)
        #expect(daemon.terminate() == 0)
        #expect(letters == 0)
        let truth = try Self.truth(path)
        let disruptions = try DetectedDisruptions(installation.read("disruption.events"))
        #expect(disruptions.doubled == [] && disruptions.unordered == [])
        var (cascades, wrong, explained, claimed) = (0, 0, 0, 0)
        var congested: Set<String> = []
        for body in disruptions.last.values where body["confirmed"] == .flag(true) {
            guard body["lifecycle"] != .text("RETRACTED"), body["lifecycle"] != .text("SUPERSEDED") else { continue }
            if body["pattern"] == .text("AIRPORT_CONGESTION"), case .text(let id)? = body["subject"]?["id"] {
                congested.insert(id)
            }
            guard body["pattern"] == .text("CASCADING_DELAY") else { continue }
            cascades += 1
            var cameTrue = 0
            for leg in (body["legs"] ?? .null).elements {
                guard case .text(let id)? = leg["leg_id"] else { continue }
                let minutes = leg["reactionary_minutes"].flatMap { Int("\($0)") } ?? 0
                claimed += minutes
                explained += min(minutes, truth[id] ?? 0)
                cameTrue += truth[id] ?? 0
            }
            if cameTrue == 0 { wrong += 1 }
        }
        let all = truth.values.reduce(0, +)
        print(
            "snow at Frankfurt through the daemon: \(cascades) cascades, \(wrong) false; of \(all) minutes by aircraft "
                + "\(explained * 100 / max(1, all)) % explained, of \(claimed) claimed "
                + "\(explained * 100 / max(1, claimed)) % true; congested: \(congested.sorted())")
        #expect(cascades > 30 && wrong * 20 <= cascades)
        #expect(explained * 100 >= all * 45)
        #expect(explained * 100 >= claimed * 90)
        #expect(congested.contains("FRA"))
    }
}
