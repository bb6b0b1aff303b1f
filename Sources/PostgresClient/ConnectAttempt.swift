import CLibpq
import Glibc
import Synchronization

/// One attempt to connect that can be given up: libpq's own call on a thread of its own.
///
/// Looking up a name and trying one host after the other block inside libpq (`PQconnectStartParams`, "getaddrinfo"; a
/// `connect_timeout` counts for each host in the blocking call alone). A thread that was given up ends by itself when
/// libpq does, and puts away what it made.
final class ConnectAttempt: Sendable {
    private enum Outcome {
        case underWay
        case made(Handle)
        case givenUp
    }

    /// Unchecked: libpq allows any one thread at a time to use it, and it passes through the lock to the other thread.
    struct Handle: @unchecked Sendable {
        let pointer: OpaquePointer?
    }

    private let parameters: [(String, String)]
    private let outcome = Mutex(Outcome.underWay)
    private let finished: Interruption

    private init(_ parameters: [(String, String)]) throws(PostgresError) {
        self.parameters = parameters
        finished = try Interruption()
    }

    /// Connects, or gives up when interrupted.
    ///
    /// - Returns: what libpq made, in whatever state; nil where memory is short.
    static func run(
        _ parameters: [(String, String)], interruption: Interruption?, subject: String
    ) throws(PostgresError) -> OpaquePointer? {
        guard let interruption else { return open(parameters) }
        let attempt = try ConnectAttempt(parameters)
        var thread = pthread_t()
        let context = Unmanaged.passRetained(attempt)
        let status = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<ConnectAttempt>.fromOpaque(context).takeRetainedValue().connect() }
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            throw PostgresError(
                kind: .unavailable, message: "no thread: " + String(cString: strerror(status)), subject: subject)
        }
        pthread_detach(thread)
        var watched = [attempt.finished, interruption].map {
            pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0)
        }
        while poll(&watched, 2, -1) < 0 {}
        return try attempt.take(subject)
    }

    private func connect() {
        let made = Handle(pointer: Self.open(parameters))
        let isWanted = outcome.withLock { outcome in
            if case .givenUp = outcome { return false }
            outcome = .made(made)
            return true
        }
        if isWanted { finished.interrupt() } else { PQfinish(made.pointer) }
    }

    private func take(_ subject: String) throws(PostgresError) -> OpaquePointer? {
        let made = outcome.withLock { outcome -> Handle? in
            if case .made(let handle) = outcome { return handle }
            outcome = .givenUp
            return nil
        }
        guard let made else { throw .interrupted(subject) }
        return made.pointer
    }

    private static func open(_ parameters: [(String, String)]) -> OpaquePointer? {
        withStrings(parameters.map(\.0) + parameters.map(\.1)) { strings in
            let names: [UnsafePointer<CChar>?] = Array(strings[..<parameters.count]) + [nil]
            let values: [UnsafePointer<CChar>?] = Array(strings[parameters.count...]) + [nil]
            return PQconnectdbParams(names, values, 1)
        }
    }
}
