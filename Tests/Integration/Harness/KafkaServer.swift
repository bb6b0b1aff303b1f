import Glibc

/// A Kafka broker of one's own, or three, in a temporary folder, on free ports of the loopback interface.
///
/// It ends and its folder goes when it is let go or when the tests end, in whatever way.
package final class KafkaServer: Sendable {
    package let port: UInt16
    /// 1 or 3, numbered from 1.
    package let nodes: Int
    package var bootstrapServers: String {
        (0..<nodes).map { "127.0.0.1:\(Int(port) + $0 * Self.portsPerNode)" }.joined(separator: ",")
    }
    /// Everything that belongs to it.
    package let folder: TemporaryFolder
    /// Whose broker it is.
    package let installation: KafkaInstallation
    private let broker: any BrokerControl

    /// Ports of a node lie so far from those of the one before.
    private static let portsPerNode = 10
    /// A broker may lose its port to somebody else between the search and its start.
    private static let attempts = 3

    /// Starts a broker, or several, and waits until they serve.
    ///
    /// - Parameters:
    ///   - nodes: 1 or 3; several need a `kafka` script.
    ///   - settings: broker settings on top of the harness's own.
    ///   - detour: the port of a proxy; who comes through it is sent through it to whatever he asks for. One node only.
    package init(
        installation: KafkaInstallation? = nil, nodes: Int = 1, settings: [String: String] = [:],
        detour: UInt16? = nil
    ) throws(HarnessError) {
        let found = if let installation { installation } else { try KafkaInstallation.find() }
        var failure = HarnessError("no attempt was made")
        for _ in 0..<Self.attempts {
            let folder = try TemporaryFolder()
            let port = try FreePorts.first(of: UInt16(3 + (nodes - 1) * Self.portsPerNode))
            let settings = settings.merging(detour.map { Self.listeners(at: port, detour: $0) } ?? [:]) { $1 }
            let broker: any BrokerControl
            switch found {
            case .script(let path):
                broker = ScriptBroker(script: path, folder: folder, port: port, nodes: nodes, settings: settings)
            case .distribution(let home):
                guard nodes == 1 else { throw HarnessError("several brokers need a kafka script; \(home) has none") }
                broker = DistributionBroker(home: home, folder: folder, port: port, settings: settings)
            }
            do {
                try broker.start()
                self.folder = folder
                self.installation = found
                self.broker = broker
                self.port = port
                self.nodes = nodes
                return
            } catch {
                failure = error
            }
        }
        throw failure
    }

    /// The port behind a proxy: whoever connects to it is told the proxy's address.
    package var detouredPort: UInt16 { port + 2 }

    private static func listeners(at port: UInt16, detour: UInt16) -> [String: String] {
        [
            "listeners":
                "PLAINTEXT://127.0.0.1:\(port),CONTROLLER://127.0.0.1:\(port + 1),DETOUR://127.0.0.1:\(port + 2)",
            "advertised.listeners": "PLAINTEXT://127.0.0.1:\(port),DETOUR://127.0.0.1:\(detour)",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,DETOUR:PLAINTEXT",
        ]
    }

    /// Ends the broker as a crash would.
    /// - Parameter node: one of several; all of them where nil.
    package func kill(node: Int? = nil) throws(HarnessError) { try broker.kill(node: node) }

    /// Ends the broker in order.
    package func stop(node: Int? = nil) throws(HarnessError) { try broker.stop(node: node) }

    /// Starts the broker again with the data it had, and waits until it serves.
    package func restart(node: Int? = nil) throws(HarnessError) { try broker.restart(node: node) }

    /// Freezes the broker: connections stay, nothing is answered.
    package func pause() throws(HarnessError) { try broker.pause() }

    /// Ends a pause.
    package func resume() throws(HarnessError) { try broker.resume() }

    /// One broker for all tests that do it no harm; each uses topics of its own names.
    package static func shared() throws(HarnessError) -> KafkaServer { try started.get() }

    private static let started = Result { () throws(HarnessError) in try KafkaServer() }
}

/// What can be done to a broker, whichever way it is started.
protocol BrokerControl: Sendable {
    func start() throws(HarnessError)
    func kill(node: Int?) throws(HarnessError)
    func stop(node: Int?) throws(HarnessError)
    func restart(node: Int?) throws(HarnessError)
    func pause() throws(HarnessError)
    func resume() throws(HarnessError)
}
