/// Limits of one connection. The connection string's own settings win over these where it names them.
public struct ConnectionOptions: Sendable {
    /// Longest wait for a connection. Seconds, at least 2 (libpq rounds up), default 5.
    public var connectTimeoutSeconds = 5
    /// How the server's lists name this program.
    public var applicationName = "iropsd"
    /// Silence after which the kernel asks whether the peer is still there. Seconds, default 5: with three questions
    /// 5 s apart, a connection that died in silence ends after 20 s.
    public var keepaliveIdleSeconds = 5
    /// Time after which data not acknowledged by the peer ends the connection. Milliseconds, default 20,000: as long
    /// as a peer may be silent.
    public var unacknowledgedMs = 20_000

    /// Longest wait for the answer to a statement, and for any part of a COPY to be taken. Seconds, default 3,600: a
    /// server whose process hangs keeps its connection alive for ever.
    public var answerSeconds = 3_600
    /// What ends the waits of this connection; nil leaves them to the limits.
    public var interruption: Interruption?

    /// The defaults.
    public init() {}

    /// libpq's parameters, in the order that lets the connection string override them.
    var parameters: [(String, String)] {
        [
            ("connect_timeout", String(max(2, connectTimeoutSeconds))),
            ("fallback_application_name", applicationName),
            ("keepalives_idle", String(keepaliveIdleSeconds)),
            ("keepalives_interval", "5"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", String(unacknowledgedMs)),
        ]
    }
}
