import Glibc
import Synchronization

/// A single broker of an Apache Kafka distribution, in KRaft mode.
final class DistributionBroker: BrokerControl {
    private let home: String
    private let folder: TemporaryFolder
    private let port: UInt16
    private let settings: [String: String]
    private let process = Mutex<SpawnedProcess?>(nil)

    private static let clusterID = "a2Fma2EtZGV2LTAwMDAwMA"
    private static let startSeconds = 90.0
    private static let stopSeconds = 30.0
    private var propertiesFile: String { folder.path + "/server.properties" }
    private var logFile: String { folder.path + "/server.log" }

    init(home: String, folder: TemporaryFolder, port: UInt16, settings: [String: String]) {
        self.home = home
        self.folder = folder
        self.port = port
        self.settings = settings
    }

    func start() throws(HarnessError) {
        try TextFile.write(properties, to: propertiesFile)
        try SpawnedProcess.run(
            [home + "/bin/kafka-storage.sh", "format", "-t", Self.clusterID, "-c", propertiesFile],
            environment: environment, in: folder)
        try restart(node: nil)
    }

    func restart(node: Int?) throws(HarnessError) {
        try process.withLock { process throws(HarnessError) in
            if let running = process, running.isRunning { return }
            let started = try SpawnedProcess(
                [home + "/bin/kafka-server-start.sh", propertiesFile], environment: environment, output: logFile)
            process = started
            let isUp: Bool? = Deadline.poll(seconds: Self.startSeconds, everyMs: 50) {
                started.isRunning ? (LoopbackSocket.accepts(port: port) ? true : nil) : false
            }
            guard isUp == true else {
                throw HarnessError("the broker on port \(port) did not start: \(TextFile.read(logFile).suffix(2_000))")
            }
        }
    }

    func stop(node: Int?) throws(HarnessError) {
        send(SIGTERM)
        if !hasEnded(within: Self.stopSeconds) { try kill(node: nil) }
    }

    func kill(node: Int?) throws(HarnessError) {
        send(SIGKILL)
        guard hasEnded(within: Self.stopSeconds) else {
            throw HarnessError("the broker on port \(port) cannot be killed")
        }
    }

    func pause() throws(HarnessError) { send(SIGSTOP) }
    func resume() throws(HarnessError) { send(SIGCONT) }

    private func send(_ signal: Int32) { process.withLock { $0?.send(signal) } }

    private func hasEnded(within seconds: Double) -> Bool {
        process.withLock { process in
            guard let running = process else { return true }
            return running.exitCode(within: seconds) != nil
        }
    }

    private var environment: [String: String] {
        ["KAFKA_HEAP_OPTS": "-Xms384m -Xmx384m", "LOG_DIR": folder.path + "/logs"]
    }

    private var properties: String {
        let own = [
            "process.roles": "broker,controller", "node.id": "1",
            "controller.quorum.voters": "1@127.0.0.1:\(port + 1)",
            "listeners": "PLAINTEXT://127.0.0.1:\(port),CONTROLLER://127.0.0.1:\(port + 1)",
            "advertised.listeners": "PLAINTEXT://127.0.0.1:\(port)",
            "controller.listener.names": "CONTROLLER",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name": "PLAINTEXT", "log.dirs": folder.path + "/data",
            "offsets.topic.replication.factor": "1", "offsets.topic.num.partitions": "4",
            "transaction.state.log.replication.factor": "1", "transaction.state.log.min.isr": "1",
            "transaction.state.log.num.partitions": "4", "share.coordinator.state.topic.replication.factor": "1",
            "share.coordinator.state.topic.min.isr": "1", "group.initial.rebalance.delay.ms": "0",
            "auto.create.topics.enable": "false",
        ].merging(settings) { $1 }
        return own.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined()
    }
}
