import DisruptionCore
import Foundation
@testable import Simulator
import Snapshots
import Testing

@testable import DisruptionService

@Suite("Scenario files")
struct ScenarioFileTests {
    /// Understands `cancel FLIGHT` alone, so that what is told of the files does not change with the language.
    private static let meaning: ScenarioReader.Meaning = { text throws(SimulationError) in
        let words = text.split(separator: " ")
        guard words.count == 2, words[0] == "cancel", let flight = FlightNumber(String(words[1])) else {
            throw SimulationError(place: "", reason: "\"\(text)\" is not cancel FLIGHT")
        }
        return .cancel(flight: flight)
    }

    private func read(_ text: String) throws(ConfigurationError) -> Scenario {
        try ScenarioFile.read(Array(text.utf8), file: "snow.yaml", name: "snow", meaning: Self.meaning)
    }

    @Test("A file is read with all that it says")
    func good() throws {
        let scenario = try read(
            """
            # Behind the first bank.
            summary: Snow at Frankfurt from the first bank on.
            date: 2026-01-14
            background: calm
            steps:
              - at: "30:00"
                do: cancel SU2
              - {do: cancel SU1, at: 06:30}
              - at: 06:30
                do: cancel SU3
            """)
        #expect(scenario.name == "snow" && scenario.summary == "Snow at Frankfurt from the first bank on.")
        #expect(scenario.date == CalendarDate(year: 2026, month: 1, day: 14) && scenario.background == .calm)
        #expect(scenario.steps.map(\.minute) == [390, 390, 1800])
        #expect(scenario.steps.map(\.place) == ["snow.yaml:8:10", "snow.yaml:10:9", "snow.yaml:7:9"])
        #expect(scenario.steps.last?.injection == FlightNumber("SU2").map { .cancel(flight: $0) })
        let least = try read("summary: Nothing.\n")
        #expect(least.background == .normal && least.date == nil && least.steps.isEmpty)
        #expect(try read("summary: Nothing.\nsteps: []\n").steps.isEmpty)
        #expect(try read("summary: Nothing.\nsteps:\n").steps.isEmpty)
    }

    @Test("Everything that is wrong with a file is said at once, with its place")
    func bad() throws {
        let files = [
            "", "~", "just text", "- a\n- b", "summary: [a]\n", "summary:\n", "summary: \"two\\nlines\"\n",
            "summry: A\nstps: []\nbackgrund: calm\n", "summary: A\nsummary: B\nweather: FRA\n",
            """
            summary: Everything is wrong.
            date: 2026-02-30
            background: quiet
            steps:
              - at: 6.30
                do: cancel SU1
              - at: "744:00"
                do: cancel
              - at: "06:60"
                doo: cancel SU1
              - do: cancel SU1
              - at: 07:00
              - cancel SU1
              - at: [07:00]
                do: {cancel: SU1}
              - at: 07:00
                at: 08:00
                do: cancel SU1
            """,
            "summary: A\nsteps: {at: 07:00, do: cancel SU1}\n", "summary: A\nsteps: now\n",
            "summary: A\nbackground: norml\n", "summary: &a A\n", "summary: A\n\tsteps: []\n",
            "summary: \(String(repeating: "long ", count: 21))\n", "summary: A\ndate: 1969-12-31\n",
            "summary: A\n---\nsummary: B\n",
        ]
        var report = ""
        for text in files {
            report += text.split(separator: "\n").map { "    \($0)\n" }.joined()
            do {
                _ = try read(text)
                report += "is right\n\n"
            } catch {
                report += "\(error)\n\n"
            }
        }
        try Snapshot.check(report, "Expected/scenario-problems.txt")
    }

    @Test("A file of many steps is read, one of too many is not")
    func limits() throws {
        func file(_ steps: Int) -> String {
            "summary: Many.\nsteps:\n" + (0..<steps).map { "  - {at: '\($0 % 24):00', do: cancel SU\($0)}\n" }.joined()
        }
        #expect(try read(file(10_000)).steps.count == 10_000)
        let error = #expect(throws: ConfigurationError.self) { try read(file(10_001)) }
        #expect(error?.description == "snow.yaml:10003:5: steps: are more than 10000")
        let many = #expect(throws: ConfigurationError.self) {
            try read("summary: A\nsteps:\n" + String(repeating: "  - {at: x, do: cancel SU1}\n", count: 150))
        }
        #expect(many?.problems.count == 100 && many?.leftOut == 50)
        #expect(throws: ConfigurationError.self) { try read(file(100_000)) }
    }

    @Test("A path is read, and one that cannot be says why")
    func paths() throws {
        let folder = try TestFolder()
        try folder.write("summary: Mine.\n", "my-day.yaml")
        let scenario = try ScenarioFile.read(path: folder.path + "/my-day.yaml")
        #expect(scenario.name == "my-day" && scenario.summary == "Mine.")
        let error = #expect(throws: ConfigurationError.self) { try ScenarioFile.read(path: "nowhere.yaml") }
        #expect(error?.description == "nowhere.yaml: cannot be read: No such file or directory")
    }

    @Test("Every scenario file of the simulator is linked, listed and named as its file")
    func library() throws {
        let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
        let files = try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: "Sources/Simulator/Scenarios/Files").path)
        #expect(files.sorted() == ScenarioLibrary.names.map { "\($0).yaml" }.sorted())
        let embedded = try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: "Sources/DisruptionService/Embedded").path)
        #expect(Set(files).subtracting(embedded).isEmpty)
        #expect(ScenarioLibrary.text.split(separator: "\n").count == files.count)
        for name in ScenarioLibrary.names { #expect(try ScenarioLibrary.scenario(named: name)?.name == name) }
    }

    @Test("A word names a scenario or a file, and may move it")
    func words() throws {
        #expect(try ScenarioChoice("weather@14:00").firstMinute == 840)
        #expect(try ScenarioChoice("./a@b.yaml").firstMinute == nil)
        #expect(try ScenarioChoice("./a@b.yaml@30:15").firstMinute == 1815)
        #expect(try ScenarioChoice("snow.yml") != (try ScenarioChoice("snow.yaml")))
        for (word, told) in [
            ("wether", "unknown scenario \"wether\"; did you mean weather?"),
            ("zzz", "unknown scenario \"zzz\"; there are normal, weather"),
            ("weather@2pm", "\"weather@2pm\": \"2pm\" is no time; allowed behind the @: HH:MM in UTC from 00:00"),
            ("weather@", "\"weather@\": \"\" is no time"), ("", "unknown scenario \"\"; there are normal, weather"),
        ] {
            let error = #expect(throws: UsageError.self) { try ScenarioChoice(word) }
            #expect(error?.description.hasPrefix(told) == true, "\(error?.description ?? "")")
        }
        var scenario = try read(
            "summary: A\nsteps: [{at: 06:30, do: cancel SU1}, {at: 05:00, do: cancel SU2}, {at: 24:00, do: cancel SU3}]"
        )
        try ScenarioChoice.move(&scenario, to: 840)
        #expect(scenario.steps.map(\.minute) == [840, 930, 1980])
        scenario.steps = []
        #expect(throws: CommandError.self) { try ScenarioChoice.move(&scenario, to: 840) }
    }
}
