import Glibc
import PostgresClient
import PostgresServer
import Synchronization
import Testing

/// A socket that takes connections and never says a word.
private final class SilentServer {
    private let descriptor: Int32
    let port: UInt16

    init() throws {
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
        try #require(listen(descriptor, 8) == 0)
    }

    deinit { close(descriptor) }
}

/// Waits end when they are to, whatever the server does.
@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason), .timeLimit(.minutes(2)))
struct WaitingTests {
    /// Interrupts after a moment, from another thread.
    private func soon(_ interruption: Interruption) throws {
        let context = Unmanaged.passRetained(interruption)
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { context in
                usleep(100_000)
                if let context { Unmanaged<Interruption>.fromOpaque(context).takeRetainedValue().interrupt() }
                return nil
            }, context.toOpaque())
        try #require(status == 0)
        pthread_detach(thread)
    }

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return Double(seconds) + Double(attoseconds) / 1e18
    }

    private func options(_ interruption: Interruption) -> ConnectionOptions {
        var options = ConnectionOptions()
        options.interruption = interruption
        options.connectTimeoutSeconds = 60
        return options
    }

    @Test func connectingToASilentServerEnds() throws {
        let server = try SilentServer()
        let interruption = try Interruption()
        try soon(interruption)
        let took = seconds {
            let error = #expect(throws: PostgresError.self) {
                _ = try Connection("host=127.0.0.1 port=\(server.port) dbname=x", options: options(interruption))
            }
            #expect(error?.kind == .interrupted && error?.isRetriable == true)
        }
        #expect(took < 5)
        // Once interrupted, always.
        #expect(interruption.isInterrupted)
        #expect(throws: PostgresError.self) {
            _ = try Connection("host=127.0.0.1 port=\(server.port) dbname=x", options: options(interruption))
        }
    }

    @Test func aStatementEndsAndTheConnectionWithIt() throws {
        let interruption = try Interruption()
        let connection = try Connection(PrivatePostgres.newDatabase(), options: options(interruption))
        try soon(interruption)
        let took = seconds {
            let error = #expect(throws: PostgresError.self) {
                try connection.inTransaction { try $0.execute("SELECT pg_sleep(60)") }
            }
            #expect(error?.kind == .interrupted)
        }
        #expect(took < 5)
        let isOpen = connection.isOpen
        #expect(!isOpen)
        #expect(throws: PostgresError.self) { try connection.execute("SELECT 1") }
    }

    /// Freezes the process behind a connection: its kernel still takes what the socket holds.
    private func freeze(_ connection: borrowing Connection) { kill(pid_t(connection.serverProcess), SIGSTOP) }
    private func thaw(_ process: Int) { kill(pid_t(process), SIGCONT) }

    @Test func aCopyToAFrozenServerEnds() throws {
        let interruption = try Interruption()
        let connection = try Connection(PrivatePostgres.newDatabase(), options: options(interruption))
        try connection.execute("CREATE TABLE t (word text)")
        let process = connection.serverProcess
        freeze(connection)
        defer { thaw(process) }
        try soon(interruption)
        let rows = Array(repeating: UInt8(ascii: "x"), count: 50_000_000)
        let took = seconds {
            let error = #expect(throws: PostgresError.self) {
                try connection.copy("COPY t FROM STDIN", rows: rows[...])
            }
            #expect(error?.kind == .interrupted)
        }
        #expect(took < 5)
    }

    @Test func aServerThatDoesNotAnswerIsLost() throws {
        var options = ConnectionOptions()
        options.answerSeconds = 1
        let connection = try Connection(PrivatePostgres.newDatabase(), options: options)
        let process = connection.serverProcess
        freeze(connection)
        defer { thaw(process) }
        let error = #expect(throws: PostgresError.self) { try connection.execute("SELECT 1") }
        #expect(error?.kind == .connectionLost)
        #expect(error?.description.contains("no answer within 1 s") == true)
        let isOpen = connection.isOpen
        #expect(!isOpen)
    }
}
