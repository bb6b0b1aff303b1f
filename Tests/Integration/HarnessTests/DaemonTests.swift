import Chaos
import Glibc
import Harness
import Testing

@Suite("A daemon as a process", .needsKafka, .needsPostgres)
struct DaemonTests {
    @Test("gets ready, answers, logs, and ends cleanly when asked to; killed, it starts again")
    func life() throws {
        var configuration = DaemonConfiguration(try KafkaServer.shared(), prefix: "daemon-life")
        configuration.postgresURL = try TestDatabase.make()
        try configuration.prepare()

        let first = try Daemon(configuration: configuration.yaml)
        try first.waitUntilReady()
        #expect(first.get("/live")?.status == 200)
        // The name by which pgrep and the journal find it, though it started itself anew for huge pages.
        #expect(TextFile.read("/proc/\(first.processID)/comm") == "iropsd\n")
        #expect(first.get("/status")?.body.contains(#""huge_pages":true"#) == true)
        #expect(first.get("/metrics")?.body.contains("# TYPE") == true)
        #expect(!first.logLines.isEmpty)
        first.kill9()
        #expect(first.exitCode(within: 0) == 128 + SIGKILL)
        #expect(first.get("/live") == nil)

        let second = try Daemon(configuration: configuration.yaml)
        try second.waitUntilReady()
        #expect(second.terminate() == 0)
    }

    @Test("that cannot start says why")
    func wrongConfiguration() throws {
        let daemon = try Daemon(configuration: "kafka: {}")
        #expect(daemon.exitCode(within: 20) == 2)
        let error = try #require(throws: HarnessError.self) { try daemon.waitUntilReady() }
        #expect(error.message.contains("iropsd ended"))
        #expect(error.message.contains("bootstrap_servers"))
    }
}
