import Glibc
import PostgresClient
import PostgresServer
import Testing

@testable import DisruptionService

/// A sink that is to stop ends soon, whoever does not answer.
@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason), .timeLimit(.minutes(5)))
struct SinkStopTests {
    /// A socket that takes connections and never says a word.
    private final class SilentServer {
        private let descriptor: Int32
        let port: UInt16

        init() {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            port = withUnsafeMutablePointer(to: &address) { [descriptor] pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                    _ = bind(descriptor, generic, length)
                    _ = getsockname(descriptor, generic, &length)
                }
                return UInt16(bigEndian: pointer.pointee.sin_port)
            }
            listen(descriptor, 64)
        }

        deinit { close(descriptor) }
    }

    /// A sink's share of the five seconds that a daemon may take.
    private static let shareMs: Int64 = 4_000

    @Test func whileItConnectsToASilentDatabase() throws {
        let topics = try SinkTopics()
        try topics.make()
        let server = SilentServer()
        let target = try ConnectionTarget("host=127.0.0.1 port=\(server.port) dbname=x connect_timeout=60")
        let sink = try RunningSink(topics.bootstrapServers, target)
        usleep(300_000)
        #expect(sink.stop() < Self.shareMs)
        #expect(sink.status.state == .stopped)
        #expect(sink.lines("sink.waiting").isEmpty)
    }

    @Test func whileItAsksASilentBroker() throws {
        let server = SilentServer()
        let sink = try RunningSink("127.0.0.1:\(server.port)", try newSinkDatabase())
        usleep(300_000)
        #expect(sink.stop() < Self.shareMs)
        #expect(sink.status.state == .stopped)
    }

    @Test(arguments: [false, true]) func whileADatabaseThatFrozeHasABatch(isBusy: Bool) throws {
        let topics = try SinkTopics()
        try topics.make()
        let target = try newSinkDatabase()
        let sink = try RunningSink(topics.bootstrapServers, target)
        try topics.produceDisruptions(1..<2, ids: 20)
        eventually { sink.status.lag == 0 && sink.status.batches > 0 }
        let processes = try Connection(to: target).query(
            """
            SELECT pid FROM pg_stat_activity
            WHERE application_name LIKE 'iropsd sink%' AND datname = current_database()
            """
        ).compactMap { $0.integer("pid").map { pid_t($0) } }
        #expect(processes.count == 2)
        for process in processes { kill(process, SIGSTOP) }
        defer { for process in processes { kill(process, SIGCONT) } }
        if isBusy {
            try topics.produceDisruptions(2..<3, ids: 20)
            eventually { sink.status.lag ?? 0 >= 20 }
            usleep(200_000)
        }
        #expect(sink.stop() < Self.shareMs)
        #expect(sink.status.state == .stopped)
        #expect(sink.lines("sink.gave_up").count == (isBusy ? 1 : 0))
        for process in processes { kill(process, SIGCONT) }
        // What was under way is written by the next one, once.
        let next = try RunningSink(topics.bootstrapServers, target)
        eventually { next.status.state == .running && next.status.lag == 0 }
        let rows = try Connection(to: target).query("SELECT DISTINCT version FROM iropsd.disruptions")
        #expect(rows.map { $0.integer("version") } == [isBusy ? 2 : 1])
        next.stop()
    }
}
