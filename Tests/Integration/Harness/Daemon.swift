package import Glibc

/// A running `iropsd run` with a configuration file in a folder of its own; its standard error is kept, line by line.
///
/// It is killed and its folder goes when it is let go or when the tests end, in whatever way.
package final class Daemon: Sendable {
    private let folder: TemporaryFolder
    private let process: SpawnedProcess
    private let logFile: String
    /// The port of its HTTP server, for `get`.
    package let httpPort: UInt16

    /// Starts the daemon; it need not be ready when this returns.
    ///
    /// - Parameters:
    ///   - configuration: YAML without `http`, which is added here with a free port.
    ///   - environment: variables for the `${NAME}` in it.
    package init(configuration: String, environment: [String: String] = [:]) throws(HarnessError) {
        let folder = try TemporaryFolder()
        httpPort = try FreePorts.first()
        let file = folder.path + "/iropsd.yaml"
        try TextFile.write(configuration + "\nhttp: {listen: 127.0.0.1:\(httpPort)}\n", to: file)
        logFile = folder.path + "/stderr.log"
        process = try SpawnedProcess(
            [try Self.binary(), "run", "--config", file], environment: environment, output: folder.path + "/stdout.log",
            errors: logFile)
        self.folder = folder
    }

    /// Gives it another configuration file, which it reads when it is told to or starts again.
    package func configure(_ text: String) throws(HarnessError) {
        try TextFile.write(text + "\nhttp: {listen: 127.0.0.1:\(httpPort)}\n", to: folder.path + "/iropsd.yaml")
    }

    /// Process id, for what a test does to it that has no method here.
    package var processID: pid_t { process.id }

    /// The most memory that it ever held, in 10^6 bytes; 0 once it has ended.
    package var peakMegabytes: Double {
        let line = TextFile.read("/proc/\(process.id)/status").split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0) * 1024 / 1e6
    }

    /// Whether it has not ended yet.
    package var isRunning: Bool { process.isRunning }

    /// Size of what it logged so far.
    package var logBytes: Int {
        var status = stat()
        return stat(logFile, &status) == 0 ? Int(status.st_size) : 0
    }

    /// What it logged so far.
    package var logLines: [Substring] { TextFile.read(logFile).split(separator: "\n") }

    /// Waits until `/ready` answers 200; throws with the log's end when the daemon ends or the time is over.
    package func waitUntilReady(seconds: Double = 60) throws(HarnessError) {
        var last = "no answer"
        let isReady: Bool? = Deadline.poll(seconds: seconds) {
            guard process.isRunning else { return false }
            guard let answer = HTTPProbe.get("/ready", port: httpPort) else { return nil }
            last = "\(answer.status) \(answer.body)"
            return answer.status == 200 ? true : nil
        }
        guard isReady == true else {
            let state = process.isRunning ? "is not ready after \(seconds) s (\(last))" : "ended"
            throw HarnessError("iropsd \(state); its log ends:\n\(logTail)")
        }
    }

    /// Waits for a log line that a test names by what it contains.
    package func waitForLog(containing text: String, seconds: Double = 30) throws(HarnessError) -> Substring {
        let found = Deadline.poll(seconds: seconds, everyMs: 20) { logLines.first { $0.contains(text) } }
        guard let found else { throw HarnessError("iropsd never logged '\(text)'; its log ends:\n\(logTail)") }
        return found
    }

    /// One GET to its HTTP server.
    package func get(_ path: String) -> HTTPProbe.Answer? { HTTPProbe.get(path, port: httpPort) }

    /// Asks it to end and waits: its exit code, nil when it still runs.
    package func terminate(seconds: Double = 60) -> Int32? {
        process.send(SIGTERM)
        return process.exitCode(within: seconds)
    }

    /// Ends it as a crash would.
    package func kill9() {
        process.send(SIGKILL)
        _ = process.exitCode(within: 10)
    }

    /// Freezes it: it keeps its connections and does nothing.
    package func pause() { process.send(SIGSTOP) }

    /// Ends a pause.
    package func resume() { process.send(SIGCONT) }

    /// Waits for it to end by itself.
    package func exitCode(within seconds: Double) -> Int32? { process.exitCode(within: seconds) }

    /// Sends it a signal.
    package func send(_ signal: Int32) { process.send(signal) }

    private var logTail: String { logLines.suffix(20).joined(separator: "\n") }

    /// The binary under test: `IROPSD_BINARY`, else the one that was built beside the tests.
    package static func binary() throws(HarnessError) -> String {
        let named = getenv("IROPSD_BINARY").map { String(cString: $0) } ?? ""
        let builds = ["debug", "release"].map { "\(PackageRoot.path)/.build/\($0)/iropsd" }
        let candidates = named.isEmpty ? builds : [named]
        guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else {
            throw HarnessError("no iropsd binary at \(candidates.joined(separator: " or ")): run 'make build'")
        }
        return found
    }
}
