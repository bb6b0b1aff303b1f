/// A broker that a `kafka` script starts and stops.
struct ScriptBroker: BrokerControl {
    let script: String
    let folder: TemporaryFolder
    let port: UInt16
    let settings: [String: String]

    func start() throws(HarnessError) {
        let changes = settings.sorted { $0.key < $1.key }.flatMap { ["--set", "\($0.key)=\($0.value)"] }
        try run("start", ["--port", "\(port)"] + changes)
    }

    func kill() throws(HarnessError) { try run("kill") }
    func stop() throws(HarnessError) { try run("stop") }
    func restart() throws(HarnessError) { try run("restart") }
    func pause() throws(HarnessError) { try run("pause") }
    func resume() throws(HarnessError) { try run("resume") }

    private func run(_ command: String, _ arguments: [String] = []) throws(HarnessError) {
        try SpawnedProcess.run([script, command, "--dir", folder.path + "/kafka"] + arguments, in: folder)
    }
}
