import Glibc
import Harness
import Testing

@Suite("A temporary folder")
struct TemporaryFolderTests {
    @Test("is gone when it is let go, with every process that names it")
    func cleanup() throws {
        var folder: TemporaryFolder? = try TemporaryFolder()
        let path = try #require(folder?.path)
        let script = path + "/stay.sh"
        try TextFile.write("while true; do sleep 0.1; done", to: script)
        let inside = try SpawnedProcess(["sh", script])
        let outside = try SpawnedProcess(["sleep", "60"])
        defer { outside.send(SIGKILL) }
        folder = nil
        #expect(inside.exitCode(within: 10) == 128 + SIGKILL)
        #expect(!TextFile.exists(path))
        #expect(outside.isRunning)
    }

    @Test("is gone when the process that made it dies")
    func orphan() throws {
        // A shell stands for the dying test process: it holds the only other end of a guardian's input and is killed.
        let folder = try TemporaryFolder()
        let paths = (guarded: folder.path + "/guarded", fifo: folder.path + "/lifeline")
        try SpawnedProcess.run(["mkdir", paths.guarded], in: folder)
        try SpawnedProcess.run(["mkfifo", paths.fifo], in: folder)
        let holder = try SpawnedProcess(["sh", "-c", "exec sleep 60 > '\(paths.fifo)'"])
        let input = open(paths.fifo, O_RDONLY | O_CLOEXEC)
        defer { close(input) }
        let guardian = try SpawnedProcess(
            ["sh", "-c", TemporaryFolder.script], environment: ["GUARDED": paths.guarded], input: input)
        #expect(guardian.exitCode(within: 0.2) == nil)
        #expect(TextFile.exists(paths.guarded))
        holder.send(SIGKILL)
        #expect(guardian.exitCode(within: 10) == 0)
        #expect(!TextFile.exists(paths.guarded))
    }

    @Test("gives out each path once")
    func paths() throws {
        let folder = try TemporaryFolder()
        #expect(folder.unusedPath("a") != folder.unusedPath("a"))
    }
}
