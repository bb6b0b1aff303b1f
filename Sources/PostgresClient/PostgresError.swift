/// What went wrong with the database, and whether trying again can help.
public struct PostgresError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Classes of failure, by what a caller does about them.
    public enum Kind: String, Sendable {
        /// The connection could not be made or is gone; connect again. Retriable.
        case connectionLost
        /// The server answers but cannot serve now: starting, shutting down, full, a standby. Retriable.
        case unavailable
        /// Another transaction or a time limit was in the way; run the transaction again. Retriable.
        case conflict
        /// This program ended the wait (`Interruption`). The connection is gone, the work is undone or was done.
        case interrupted
        /// The connection string cannot be read.
        case badConnectionString
        /// User, password or access rule refused.
        case authentication
        /// The database named in the connection string does not exist.
        case missingDatabase
        /// A table, column or schema is not there: the migrations have not been run.
        case missingSchema
        /// The role lacks a privilege.
        case notPermitted
        /// A value was refused: not JSON, out of range, a constraint. The same rows will be refused again.
        case badData
        /// A statement the server cannot run: syntax, feature, internal error.
        case misuse
    }

    /// The class of the failure.
    public let kind: Kind
    /// The server's code; nil where the failure has none (most failures to connect).
    public let sqlState: SQLState?
    /// The primary message, one line where the server gives one.
    public let message: String
    /// The server's detail, where there is one.
    public let detail: String?
    /// The server's hint, where there is one.
    public let hint: String?
    /// What was being done and to what, without secrets, for example `PostgreSQL 127.0.0.1:5432/iropsd`.
    public let subject: String

    /// Makes an error; callers outside this module do so in tests only.
    public init(
        kind: Kind, sqlState: SQLState? = nil, message: String, detail: String? = nil, hint: String? = nil,
        subject: String
    ) {
        self.kind = kind
        self.sqlState = sqlState
        self.message = message
        self.detail = detail
        self.hint = hint
        self.subject = subject
    }

    /// True where the same work may succeed later without a person doing anything to this program.
    public var isRetriable: Bool {
        switch kind {
        case .connectionLost, .unavailable, .conflict, .interrupted: true
        case .badConnectionString, .authentication, .missingDatabase, .missingSchema, .notPermitted, .badData,
            .misuse:
            false
        }
    }

    /// What a person can do about it, one sentence.
    public var advice: String? {
        switch kind {
        case .connectionLost where message.contains("certificate"):
            "check sslrootcert, and that the server's certificate is valid still and for this host"
        case .connectionLost: "check that the server runs and can be reached"
        case .unavailable: "the server cannot serve now; it may in a while"
        case .conflict, .interrupted, .badData, .misuse: nil
        case .badConnectionString: "write postgres.url as postgresql://USER@HOST:PORT/DATABASE or as key=value pairs"
        case .authentication: "check user, password and pg_hba.conf"
        case .missingDatabase: "create the database (createdb NAME) or correct postgres.url"
        case .missingSchema: "run 'iropsd migrate --config FILE'"
        case .notPermitted: "grant the role the privileges (grants.sql), or connect as the owner of schema iropsd"
        }
    }

    /// One line: what happened, to what, what to do.
    public var description: String {
        var text = "\(subject): \(message)"
        if let sqlState { text += " [\(sqlState)]" }
        if let detail, !detail.isEmpty { text += "; \(detail)" }
        if text.hasSuffix(".") { text.removeLast() }
        if let advice { text += ". What to do: \(advice)" } else if let hint { text += ". Hint: \(hint)" }
        return text
    }
}
