import Glibc

/// A Kafka broker of one's own in a temporary folder, on free ports of the loopback interface.
///
/// It ends and its folder goes when it is let go or when the tests end, in whatever way.
package final class KafkaServer: Sendable {
    package let port: UInt16
    package var bootstrapServers: String { "127.0.0.1:\(port)" }
    /// Everything that belongs to it.
    package let folder: TemporaryFolder
    private let broker: any BrokerControl

    /// A broker may lose its port to somebody else between the search and its start.
    private static let attempts = 3

    /// Starts a broker and waits until it serves.
    ///
    /// - Parameter settings: broker settings on top of the harness's own.
    package init(
        installation: KafkaInstallation? = nil, settings: [String: String] = [:]
    ) throws(HarnessError) {
        let found = if let installation { installation } else { try KafkaInstallation.find() }
        var failure = HarnessError("no attempt was made")
        for _ in 0..<Self.attempts {
            let folder = try TemporaryFolder()
            let port = try FreePorts.first(of: 3)
            let broker: any BrokerControl =
                switch found {
                case .script(let path): ScriptBroker(script: path, folder: folder, port: port, settings: settings)
                case .distribution(let home):
                    DistributionBroker(home: home, folder: folder, port: port, settings: settings)
                }
            do {
                try broker.start()
                self.folder = folder
                self.broker = broker
                self.port = port
                return
            } catch {
                failure = error
            }
        }
        throw failure
    }

    /// Ends the broker as a crash would.
    package func kill() throws(HarnessError) { try broker.kill() }

    /// Ends the broker in order.
    package func stop() throws(HarnessError) { try broker.stop() }

    /// Starts the broker again with the data it had, and waits until it serves.
    package func restart() throws(HarnessError) { try broker.restart() }

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
    func kill() throws(HarnessError)
    func stop() throws(HarnessError)
    func restart() throws(HarnessError)
    func pause() throws(HarnessError)
    func resume() throws(HarnessError)
}
