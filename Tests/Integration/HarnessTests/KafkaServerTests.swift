import Harness
import Testing

@Suite("A Kafka server")
struct KafkaServerTests {
    @Test("serves, dies, comes back, and leaves nothing behind", .needsKafka)
    func life() throws {
        var server: KafkaServer? = try KafkaServer(settings: ["log.retention.ms": "60000"])
        let port = try #require(server?.port)
        #expect(FreePorts.isTaken(port))
        try server?.kill()
        #expect(!FreePorts.isTaken(port))
        try server?.restart()
        #expect(FreePorts.isTaken(port))
        try server?.stop()
        #expect(!FreePorts.isTaken(port))
        let folder = try #require(server?.folder.path)
        server = nil
        #expect(!FreePorts.isTaken(port))
        #expect(!TextFile.exists(folder))
    }

    @Test("A folder without Kafka is said to be one")
    func absent() throws {
        let folder = try TemporaryFolder()
        let error = try #require(throws: HarnessError.self) { try KafkaInstallation.at(folder.path) }
        #expect(error.message.contains(folder.path))
    }
}
