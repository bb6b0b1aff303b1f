import Foundation
import Testing

@testable import DisruptionService

@Suite("Lifecycle: the host of the daemon")
struct ServiceHostTests {
    /// Writes a configuration that is right but for what `text` says.
    private static func configuration(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "host-\(UUID().uuidString).yaml")
        try ("kafka: {bootstrap_servers: 'k:9092'}\nlog: {format: json}\n" + text).write(
            to: path, atomically: true, encoding: .utf8)
        return path.path
    }

    @Test("A signal ends the work, the log tells start and stop, and the exit code is 0")
    func cleanStop() async throws {
        let result = try await #require(processExitsWith: .exitCode(0), observing: [\.standardErrorContent]) {
            let path = try ServiceHostTests.configuration("http: {listen: '127.0.0.1:0'}")
            defer { try? FileManager.default.removeItem(atPath: path) }
            let code = try ServiceHost.run(configurationAt: path, needs: { _ in ["broker"] }) { context in
                guard context.health.all.map(\.name) == ["broker"], !context.health.isReady else { exit(3) }
                context.lifecycle.receive(SIGTERM)
                context.stop.wait()
            }
            exit(code.rawValue)
        }
        let log = String(decoding: result.standardErrorContent, as: UTF8.self)
        let codes = log.split(separator: "\n").compactMap { line in
            (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["code"] as? String
        }
        #expect(codes == ["service.started", "stop.requested", "service.stopped"], "\(log)")
    }

    @Test("An error of the work is logged and decides the exit code")
    func failure() async throws {
        let result = try await #require(processExitsWith: .exitCode(1), observing: [\.standardErrorContent]) {
            let path = try ServiceHostTests.configuration("")
            defer { try? FileManager.default.removeItem(atPath: path) }
            let code = try ServiceHost.run(configurationAt: path) { _ in
                throw CommandError("the topics are missing")
            }
            exit(code.rawValue)
        }
        let log = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(log.contains("\"code\":\"service.failed\",\"message\":\"the topics are missing\""))
    }

    @Test("A port in use ends it before the work begins")
    func portInUse() async {
        await #expect(processExitsWith: .exitCode(2)) {
            let taken = try HttpServer(ListenAddress(host: "127.0.0.1", port: 0), routes: [])
            let path = try ServiceHostTests.configuration("http: {listen: '127.0.0.1:\(taken.port)'}")
            defer { try? FileManager.default.removeItem(atPath: path) }
            do {
                exit(try ServiceHost.run(configurationAt: path) { _ in exit(3) }.rawValue)
            } catch let error as HttpError {
                exit(error.exitCode.rawValue)
            }
        }
    }
}
