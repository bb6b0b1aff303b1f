/// A broker, or several, that a `kafka` script starts and stops.
struct ScriptBroker: BrokerControl {
    let script: String
    let folder: TemporaryFolder
    let port: UInt16
    let nodes: Int
    let settings: [String: String]

    func start() throws(HarnessError) {
        let changes = settings.sorted { $0.key < $1.key }.flatMap { ["--set", "\($0.key)=\($0.value)"] }
        try run("start", ["--nodes", "\(nodes)", "--port", "\(port)"] + changes)
    }

    func kill(node: Int?) throws(HarnessError) { try run("kill", Self.argument(node)) }
    func stop(node: Int?) throws(HarnessError) { try run("stop", Self.argument(node)) }
    func restart(node: Int?) throws(HarnessError) {
        do {
            try run("restart", Self.argument(node))
        } catch {
            // It waits for a minute; on a busy machine a broker that recovers its logs may need another one. Who has
            // started is not started again.
            try run("restart", Self.argument(node))
        }
    }
    func pause() throws(HarnessError) { try run("pause") }
    func resume() throws(HarnessError) { try run("resume") }

    private static func argument(_ node: Int?) -> [String] { node.map { ["\($0)"] } ?? [] }

    private func run(_ command: String, _ arguments: [String] = []) throws(HarnessError) {
        try SpawnedProcess.run([script, command, "--dir", folder.path + "/kafka"] + arguments, in: folder)
    }
}
