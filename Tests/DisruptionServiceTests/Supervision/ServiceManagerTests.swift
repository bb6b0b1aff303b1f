import DisruptionCore
import Foundation
import Testing

@testable import DisruptionService

/// The socket that systemd would listen on, in a folder of its own.
private final class ManagerSocket {
    let path: String
    private let folder: URL
    private let descriptor: Int32

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "notify-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "socket").path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
    }

    deinit {
        close(descriptor)
        try? FileManager.default.removeItem(at: folder)
    }

    /// The lines of the next message; empty when none comes in time.
    func lines(withinMs limit: Int32 = 20_000) -> [String] {
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, limit) == 1 else { return [] }
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return count <= 0
            ? [] : String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Messages up to the first that has a line.
    func all(until line: String) -> [String] {
        var seen: [String] = []
        while !seen.contains(line) {
            let lines = lines()
            if lines.isEmpty { break }
            seen += lines
        }
        return seen
    }
}

@Suite("Supervision: a service under systemd's protocol", .serialized)
struct ServiceManagerTests {
    @Test("A message is one datagram; what is no socket's name is none")
    func datagrams() throws {
        let manager = try ManagerSocket()
        let socket = try #require(NotifySocket(path: manager.path))
        #expect(socket.send(["READY=1", "STATUS=Processing"]))
        #expect(manager.lines() == ["READY=1", "STATUS=Processing"])
        #expect(NotifySocket(path: "relative/socket") == nil)
        #expect(NotifySocket(path: "/") == nil)
        #expect(NotifySocket(path: "/" + String(repeating: "x", count: 200)) == nil)
        let nobody = try #require(NotifySocket(path: manager.path + "-gone"))
        #expect(!nobody.send(["READY=1"]))
    }

    /// The service runs in a child of this process, with a socket of ours in its environment.
    @Test("From its start to its end a service tells what systemd waits for, and reads its configuration again")
    func life() async throws {
        let result = try await #require(processExitsWith: .exitCode(0), observing: [\.standardErrorContent]) {
            let manager = try ManagerSocket()
            let path = manager.path + ".yaml"
            func write(_ text: String) throws {
                try ("kafka: {bootstrap_servers: 'k:9092'}\n" + text)
                    .write(toFile: path, atomically: true, encoding: .utf8)
            }
            try write("log: {format: json, level: info}\nlanes: 1\n")
            setenv("NOTIFY_SOCKET", manager.path, 1)
            setenv("WATCHDOG_USEC", "2000000", 1)
            setenv("WATCHDOG_PID", "\(getpid())", 1)
            let code = try ServiceHost.run(configurationAt: path, needs: { _ in ["broker"] }) { context in
                guard manager.all(until: "STATUS=Not ready: broker: starting").contains("EXTEND_TIMEOUT_USEC=30000000"),
                    getenv("NOTIFY_SOCKET") == nil
                else { exit(3) }
                context.health.ready("broker")
                guard manager.all(until: "READY=1").contains("READY=1") else { exit(4) }
                guard manager.all(until: "WATCHDOG=1").contains("WATCHDOG=1") else { exit(5) }
                try write(
                    "log: {format: json, level: debug}\ndetectors: {flight_delay: {open_minutes: 20}}\nlanes: 2\n")
                context.lifecycle.receive(SIGHUP)
                let seen = manager.all(until: "READY=1")
                guard seen.contains("RELOADING=1"), seen.contains(where: { $0.hasPrefix("MONOTONIC_USEC=") }),
                    seen.contains("READY=1")
                else { exit(6) }
                guard context.reloadable.engine[.flightDelayMinutes] == 20, context.reloadable.generation == 1,
                    context.log.writes(.debug)
                else { exit(7) }
                try write("detectors: {flight_delay: {open_minutes: 0}}\n")
                context.lifecycle.receive(SIGHUP)
                guard manager.all(until: "READY=1").contains("READY=1"),
                    context.reloadable.engine[.flightDelayMinutes] == 20
                else { exit(8) }
                // A thread that gets stuck: no more food, and the log says who.
                let beat = context.heartbeats.begin("lane-0", at: SystemClock.monotonicMs() - 1_000_000)
                while !context.log.counts.contains(where: { $0.code == "supervision.stuck" }) { usleep(10_000) }
                beat.beat()
                context.lifecycle.receive(SIGTERM)
                context.stop.wait()
                guard manager.all(until: "STOPPING=1").contains("STOPPING=1") else { exit(9) }
            }
            exit(code.rawValue)
        }
        let log = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(log.contains("\"changed\":\"detectors.flight_delay.open_minutes log.level\""), "\(log)")
        #expect(log.contains("\"code\":\"reload.needs_restart\"") && log.contains("\"keys\":\"lanes\""))
        #expect(log.contains("\"code\":\"reload.refused\"") && log.contains("open_minutes"))
        #expect(log.contains("\"threads\":\"lane-0\""))
    }
}
