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
    /// Of the Kafka clients.
    let statistics = ClientStatistics()
    /// Of the threads that must not get stuck.
    public let heartbeats = Heartbeats()
    /// What systemd is told of how it stands.
    public let standing = StandingLine()
    /// The part of the configuration that may change while it runs.
    public let reloadable: Reloadable

    /// Of a process that answers no HTTP: nobody asks for its metrics, health and status.
    package init(configurationPath: String, configuration: Configuration, log: Log, lifecycle: Lifecycle) {
        self.init(
            configurationPath: configurationPath, configuration: configuration, log: log, metrics: MetricsRegistry(),
            health: Health(), status: StatusBoard(), lifecycle: lifecycle)
    }

    init(
        configurationPath: String, configuration: Configuration, log: Log, metrics: MetricsRegistry, health: Health,
        status: StatusBoard, lifecycle: Lifecycle
    ) {
        self.configurationPath = configurationPath
        self.configuration = configuration
        self.log = log
        self.metrics = metrics
        self.health = health
        self.status = status
        self.lifecycle = lifecycle
        reloadable = Reloadable(configuration)
        statistics.register(in: metrics)
    }

    /// What everything that runs looks at, and ends when it is asked for.
    public var stop: StopRequest { lifecycle.stop }
}
