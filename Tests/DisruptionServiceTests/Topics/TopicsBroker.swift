import DisruptionService
import Foundation
import KafkaClient
import Testing

/// A broker for the tests that make topics on one: started on first use by the `kafka` script, gone when the tests end.
///
/// The script is that of KAFKA_HOME, else of a folder `shared/kafka` beside the package or one level further up.
/// Topics of a test have names of their own.
enum TopicsBroker {
    static let absence: Comment = "no Kafka: set KAFKA_HOME to a folder with the kafka script"

    static var isAvailable: Bool {
        script != nil || ProcessInfo.processInfo.environment["IROPSD_REQUIRE_INTEGRATION"] == "1"
    }

    /// A configuration for the broker in which every topic has a name that nobody else uses.
    static func configuration() throws -> Configuration {
        var configuration = Configuration()
        configuration.kafka.bootstrapServers = try servers.get()
        let prefix = "t\(UUID().uuidString.prefix(8).lowercased())."
        for name in TopicNames.logical { configuration.topics[name] = prefix + name }
        return configuration
    }

    /// The broker's own tools.
    static func admin() throws -> Admin { try Admin(settings: ["bootstrap.servers": try servers.get()]) }

    private static let script: String? = {
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let beside = ["../shared/kafka", "../../shared/kafka"].map { package.appending(path: $0).standardizedFileURL }
        let home = ProcessInfo.processInfo.environment["KAFKA_HOME"].map { [URL(filePath: $0)] } ?? beside
        return home.map { $0.appending(path: "kafka").path() }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }()

    private static let servers = Result { () throws -> String in
        guard let script else { throw CocoaError(.fileNoSuchFile) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "iropsd-topics-\(UUID().uuidString)").path()
        // Waits for the end of this process, however it comes, and takes the broker away then.
        try run(
            """
            setsid sh -c "while kill -0 \(ProcessInfo.processInfo.processIdentifier); do sleep 0.5; done; \
            '\(script)' wipe --dir '\(folder)'" > /dev/null 2>&1 < /dev/null &
            """)
        var attempt = 0
        while true {
            let port = Int.random(in: 20_000..<30_000)
            do {
                try run("'\(script)' start --dir '\(folder)' --port \(port) > /dev/null 2>&1 < /dev/null")
                return "127.0.0.1:\(port)"
            } catch  where attempt < 3 {
                attempt += 1
            }
        }
    }

    /// By system(3): a Foundation.Process waits for whoever inherits its descriptors too, thus for the broker.
    private static func run(_ line: String) throws {
        guard system(line) == 0 else { throw CocoaError(.executableLoad) }
    }
}
