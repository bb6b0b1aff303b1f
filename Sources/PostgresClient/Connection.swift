import CLibpq

/// One connection to one database.
///
/// The only owner of its `PGconn`: not copyable, freed by `deinit`. libpq allows one thread at a time to use a
/// `PGconn` ("Behavior in Threaded Programs"), which single ownership gives.
public struct Connection: ~Copyable {
    let handle: OpaquePointer
    let interruption: Interruption?
    /// Longest wait for an answer. Milliseconds.
    let answerMs: Int64
    /// Where this connection leads, without secrets.
    public let target: ConnectionTarget

    /// Connects and sets the client encoding to UTF-8.
    ///
    /// - Throws: retriable where the server cannot be reached; fatal for a refused user or a missing database.
    public init(
        to target: ConnectionTarget, options: ConnectionOptions = ConnectionOptions()
    ) throws(PostgresError) {
        let parameters =
            options.parameters + [("dbname", target.string), ("client_encoding", "UTF8")]
        let made = try ConnectAttempt.run(
            parameters, interruption: options.interruption, subject: target.description)
        guard let handle = made else {
            throw PostgresError(kind: .unavailable, message: "out of memory", subject: target.description)
        }
        // Never blocks inside libpq from here on, not even when it is freed.
        guard PQstatus(handle) == CONNECTION_OK, PQsetnonblocking(handle, 1) == 0 else {
            let message = ConnectionTarget.oneLine(String(cString: PQerrorMessage(handle)))
            PQfinish(handle)
            throw PostgresError(
                kind: ConnectFailure.kind(of: message), message: message, subject: target.description)
        }
        self.handle = handle
        self.target = target
        interruption = options.interruption
        answerMs = Int64(options.answerSeconds) * 1000
        PQsetNoticeProcessor(handle, ignoreNotice, nil)
    }

    /// Connects to the target that a connection string names.
    ///
    /// - Throws: as `init(to:options:)`, and `badConnectionString`.
    public init(
        _ string: String, options: ConnectionOptions = ConnectionOptions()
    ) throws(PostgresError) {
        try self.init(to: ConnectionTarget(string), options: options)
    }

    deinit {
        PQfinish(handle)
    }

    /// Ends the session now. Never blocks for long: one message is sent, nothing is awaited.
    public consuming func close() {}

    /// False once the connection is known to be gone.
    public var isOpen: Bool { PQstatus(handle) == CONNECTION_OK }

    /// True while a transaction is open, failed or not.
    public var isInTransaction: Bool {
        let state = PQtransactionStatus(handle)
        return state == PQTRANS_INTRANS || state == PQTRANS_INERROR || state == PQTRANS_ACTIVE
    }

    /// The server's version as it states it, for example `15.18`.
    public var serverVersion: String {
        PQparameterStatus(handle, "server_version").map { String(cString: $0) } ?? "unknown"
    }

    /// The server's version as a number, for example 150018.
    public var serverVersionNumber: Int { Int(PQserverVersion(handle)) }

    /// The process id of the server process behind this connection.
    public var serverProcess: Int { Int(PQbackendPID(handle)) }
}

/// libpq prints notices to stderr unless told otherwise; nothing here acts on them.
private func ignoreNotice(_: UnsafeMutableRawPointer?, _: UnsafePointer<CChar>?) {}

/// The version of the libpq that is loaded, for example `15.18`.
public func libpqVersion() -> String {
    let number = PQlibVersion()
    return "\(number / 10_000).\(number % 10_000)"
}
