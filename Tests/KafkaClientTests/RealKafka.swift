import Foundation
import KafkaClient
import Testing

/// A real broker for the tests that need one: started on first use, gone when the test process is.
///
/// `KAFKA_BOOTSTRAP` names one that runs already; else `KAFKA_HOME` is a folder with the `kafka` script or an Apache
/// distribution; else a folder `shared/kafka` beside the package or one level further up has the script.
enum RealKafka {
    static let absence: Comment = "no Kafka: set KAFKA_HOME to a folder with the kafka script or an Apache distribution"

    static var isAvailable: Bool { running != nil || home != nil }

    /// Settings to reach it; the topics and groups of a test have names of their own.
    static func settings() throws -> KafkaSettings {
        ["bootstrap.servers": try started.get()]
    }

    /// A name nobody else uses.
    static func uniqueName(_ stem: String) -> String {
        "\(stem)-\(UUID().uuidString.prefix(8).lowercased())"
    }

    /// Makes a topic with a unique name.
    static func makeTopic(_ stem: String, partitions: Int, configs: [String: String] = [:]) throws -> String {
        let admin = try Admin(settings: settings())
        defer { admin.close(within: .seconds(2)) }
        let name = uniqueName(stem)
        try admin.createTopics([NewTopic(name, partitions: partitions, configs: configs)], timeout: .seconds(20))
            .check()
        return name
    }

    private static var running: String? { ProcessInfo.processInfo.environment["KAFKA_BOOTSTRAP"] }

    private static var home: URL? {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        let named = ProcessInfo.processInfo.environment["KAFKA_HOME"].map { [URL(fileURLWithPath: $0)] }
        let places = named ?? ["../shared/kafka", "../../shared/kafka"].map { package.appendingPathComponent($0) }
        return places.map(\.standardizedFileURL).first { place in
            ["kafka", "bin/kafka-server-start.sh"].contains {
                FileManager.default.fileExists(atPath: place.appendingPathComponent($0).path)
            }
        }
    }

    private static let started = Result { () throws -> String in
        if let running { return running }
        guard let home else { throw CocoaError(.fileNoSuchFile) }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(uniqueName("kafka-client-tests"))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let port = try freePort()
        let script = home.appendingPathComponent("kafka").path
        if FileManager.default.fileExists(atPath: script) {
            try wipeWhenThisProcessEnds("'\(script)' wipe --dir '\(folder.path)'")
            try shell("'\(script)' start --port \(port) --dir '\(folder.path)'")
        } else {
            try startDistribution(home, folder, port)
        }
        return "127.0.0.1:\(port)"
    }

    private static func startDistribution(_ home: URL, _ folder: URL, _ port: Int) throws {
        let properties = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:\(port + 1)
            listeners=PLAINTEXT://127.0.0.1:\(port),CONTROLLER://127.0.0.1:\(port + 1)
            advertised.listeners=PLAINTEXT://127.0.0.1:\(port)
            controller.listener.names=CONTROLLER
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            log.dirs=\(folder.path)/data
            offsets.topic.replication.factor=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            group.initial.rebalance.delay.ms=0
            auto.create.topics.enable=false
            """
        let file = folder.appendingPathComponent("server.properties")
        try properties.write(to: file, atomically: true, encoding: .utf8)
        let (bin, path) = (home.appendingPathComponent("bin").path, folder.path)
        try wipeWhenThisProcessEnds("kill -9 $(cat '\(path)/pid'); rm -rf '\(path)'")
        try shell("cd '\(path)' && '\(bin)/kafka-storage.sh' format -t a2Fma2EtZGV2LTAwMDAwMA -c '\(file.path)'")
        try shell(
            """
            cd '\(path)' && export LOG_DIR='\(path)/logs'
            setsid '\(bin)/kafka-server-start.sh' '\(file.path)' > server.log 2>&1 < /dev/null & echo $! > '\(path)/pid'
            for i in $(seq 600); do
              grep -q 'Kafka Server started' '\(path)/server.log' && exit 0
              sleep 0.1
            done
            exit 1
            """)
    }

    /// A shell of its own session watches this process, so that nothing is left behind after a crash either.
    private static func wipeWhenThisProcessEnds(_ command: String) throws {
        let watched = ProcessInfo.processInfo.processIdentifier
        try shell("setsid sh -c \"while kill -0 \(watched); do sleep 0.5; done; \(command)\" > /dev/null 2>&1 &")
    }

    /// Runs a command that may leave processes behind; they inherit no open file of this one. (Foundation's Process
    /// would wait for all of them, since they inherit its own socket.)
    private static func shell(_ command: String) throws {
        for descriptor in 3..<1024 as Range<Int32> { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        guard system("exec > /dev/null < /dev/null; " + command) == 0 else { throw CocoaError(.executableLoad) }
    }

    /// The kernel's choice of a port that is free now, with the next one for the controller.
    private static func freePort() throws -> Int {
        for _ in 0..<20 {
            let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(socket) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let port =
                withUnsafeMutablePointer(to: &address) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                        bind(socket, address, size) == 0 && getsockname(socket, address, &size) == 0
                    }
                } ? Int(UInt16(bigEndian: address.sin_port)) : 0
            if port > 1024, port < 65000 { return port }
        }
        throw CocoaError(.executableLoad)
    }
}
