import Glibc
import Harness
import Testing

@Suite("A spawned process")
struct SpawnedProcessTests {
    @Test("tells its exit code or the signal that ended it")
    func codes() throws {
        #expect(try SpawnedProcess(["sh", "-c", "exit 7"]).exitCode(within: 10) == 7)
        let sleeper = try SpawnedProcess(["sleep", "60"])
        #expect(sleeper.isRunning)
        #expect(sleeper.exitCode(within: 0.05) == nil)
        sleeper.send(SIGTERM)
        #expect(sleeper.exitCode(within: 10) == 128 + SIGTERM)
    }

    @Test("gets its variables and says what it printed, or why it failed")
    func run() throws {
        let folder = try TemporaryFolder()
        let printed = try SpawnedProcess.run(["sh", "-c", "echo $A"], environment: ["A": "b c"], in: folder)
        #expect(printed == "b c\n")
        let error = try #require(throws: HarnessError.self) {
            try SpawnedProcess.run(["sh", "-c", "echo why >&2; exit 3"], in: folder)
        }
        #expect(error.message.contains("ended with 3: why"))
        #expect(throws: HarnessError.self) { try SpawnedProcess(["no-such-program"]) }
    }
}
