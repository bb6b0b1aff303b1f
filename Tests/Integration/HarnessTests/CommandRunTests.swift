import Harness
import Testing

@Suite("The command line, as a process")
struct CommandRunTests {
    @Test("tells its version and ends with 0")
    func version() throws {
        let run = try CommandRun(["version"])
        #expect(run.exitCode == 0)
        #expect(run.output.contains("iropsd"))
        #expect(run.output.contains("rules "))
        #expect(run.errors.isEmpty)
    }

    @Test("ends with 2 where the configuration is wrong, and says where on standard error")
    func wrongConfiguration() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/iropsd.yaml"
        try TextFile.write("kafka:\n  bootstrap_server: 127.0.0.1:9092\n", to: file)
        let run = try CommandRun(["check", file])
        #expect(run.exitCode == 2)
        #expect((run.output + run.errors).contains("iropsd.yaml:2:3"))
        #expect((run.output + run.errors).contains("bootstrap_servers"))
    }
}
