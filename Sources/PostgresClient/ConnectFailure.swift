/// Sorts failures to connect, for which libpq gives a text and no code.
enum ConnectFailure {
    /// What the server's English messages contain, with the class they stand for. A server that speaks another language
    /// falls to `connectionLost`, which is retried: late help, but no harm.
    private static let phrases: [(String, PostgresError.Kind)] = [
        ("password authentication failed", .authentication),
        ("authentication failed", .authentication),
        ("no password supplied", .authentication),
        ("no pg_hba.conf entry", .authentication),
        ("pg_hba.conf rejects", .authentication),
        ("is not permitted to log in", .authentication),
        ("permission denied for database", .notPermitted),
        ("too many connections", .unavailable),
        ("too many clients", .unavailable),
        ("remaining connection slots", .unavailable),
        ("starting up", .unavailable),
        ("shutting down", .unavailable),
        ("in recovery mode", .unavailable),
        ("is not currently accepting connections", .unavailable),
    ]

    /// The class of a failure to connect.
    static func kind(of message: String) -> PostgresError.Kind {
        for (phrase, kind) in phrases where message.contains(phrase) { return kind }
        if message.contains("does not exist") {
            if message.contains("FATAL:  database") { return .missingDatabase }
            if message.contains("FATAL:  role") { return .authentication }
        }
        if message.contains("invalid port number") || message.contains("invalid integer value") {
            return .badConnectionString
        }
        return .connectionLost
    }
}
