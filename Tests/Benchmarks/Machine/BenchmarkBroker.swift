import Glibc
import Harness
import KafkaClient

/// The broker to measure with: one of our own in a temporary folder, or one that runs already.
struct BenchmarkBroker {
    let bootstrapServers: String
    /// What is known of its version.
    let version: String
    /// Its processes; empty when it is not ours.
    let processes: [pid_t]
    /// Stops the broker and removes its folder when it is let go.
    private let server: KafkaServer?

    /// - Parameter address: of a broker that runs already; nil starts one.
    /// - Throws: `HarnessError` when there is none to start, or it does not.
    init(at address: String?) throws {
        if let address {
            bootstrapServers = address
            version = "at \(address), not ours"
            processes = []
            server = nil
            return
        }
        let installation: KafkaInstallation
        do {
            installation = try KafkaInstallation.find()
        } catch {
            throw HarnessError("\(error.message). KAFKA=host:port measures with a broker that runs already")
        }
        Console.progress("starting a broker")
        let server = try KafkaServer(installation: installation)
        self.server = server
        bootstrapServers = server.bootstrapServers
        version = Self.version(of: installation)
        processes = ProcessFigures.processes(named: "java", mentioning: server.folder.path)
    }

    func stop() throws { try server?.stop() }

    /// From the name of the broker's jar.
    private static func version(of installation: KafkaInstallation) -> String {
        let folder =
            switch installation {
            case .script(let path): String(path.dropLast("/kafka".count)) + "/lib"
            case .distribution(let home): home + "/libs"
            }
        guard let entries = opendir(folder) else { return "of our own" }
        defer { closedir(entries) }
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix("kafka-clients-"), name.hasSuffix(".jar") else { continue }
            return "Apache Kafka \(name.dropFirst("kafka-clients-".count).dropLast(".jar".count)), one node of our own"
        }
        return "of our own"
    }
}
