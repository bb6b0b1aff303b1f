/// What the parts of a running daemon share.
public struct ServiceContext: Sendable {
    /// The file as the user named it, for messages that say which command to run.
    public let configurationPath: String
    public let configuration: Configuration
    public let log: Log
    public let metrics: MetricsRegistry
    public let health: Health
    public let status: StatusBoard
    public let lifecycle: Lifecycle

    /// What everything that runs looks at, and ends when it is asked for.
    public var stop: StopRequest { lifecycle.stop }
}
