import Harness
import Testing

@Suite("The demo, as a process", .needsPostgres)
struct DemoTests {
    /// No variable of the caller's gets through.
    private let environment = ["DATA": "", "SCENARIO": "", "KAFKA": ""]

    /// The temporary folder of which the demo speaks.
    private func folder(in output: String) throws -> String {
        let words = output.split { $0 == " " || $0 == ";" || $0 == "\n" }
        return String(try #require(words.first { $0.hasPrefix("/tmp/") }, "\(output)"))
    }

    @Test("tells a simulated day to its end, and what it counted agrees")
    func toTheEnd() throws {
        let run = try CommandRun(["demo"], environment: environment, seconds: 300)
        #expect(run.exitCode == 0, "\(run.errors)")
        for part in [
            "weather: Snow at Frankfurt", "WORST CASCADES", "AIRPORTS BY LOCAL HOUR", "\n  FRA", "DISRUPTIONS",
        ] {
            #expect(run.output.contains(part), "no \(part):\n\(run.output)")
        }
        #expect(run.output.contains("Database rows and topics agree"), "\(run.output.suffix(400))")
        #expect(run.errors.isEmpty)
        #expect(!TextFile.exists(try folder(in: run.output)))
    }

    @Test("ends at once on Ctrl-C and leaves nothing behind")
    func controlC() throws {
        let scratch = try TemporaryFolder()
        let output = scratch.path + "/output.log"
        let process = try SpawnedProcess([try Daemon.binary(), "demo"], environment: environment, output: output)
        let isTelling: Bool? = Deadline.poll(seconds: 120) {
            TextFile.read(output).contains("departures from") ? true : nil
        }
        #expect(isTelling == true, "\(TextFile.read(output))")
        process.send(2)
        #expect(process.exitCode(within: 30) == 0)
        let told = TextFile.read(output)
        #expect(told.hasSuffix("stopped; nothing is left behind\n"), "\(told)")
        #expect(!TextFile.exists(try folder(in: told)))
    }
}
