public import DisruptionCore
public import KafkaClient

/// What one process does, as its configuration file says: every key of it, read and checked.
///
/// Units, ranges and meanings are in `ConfigurationTable`; the initial values here are the defaults, and stand
/// nowhere else.
public struct Configuration: Sendable, Equatable {
    public var kafka = Kafka()
    public var postgres = Postgres()
    public var time = TimeMode.live
    public var lanes = 1
    public var roles = Roles.all
    /// How long a clean stop may take before the process ends without it, in seconds.
    public var shutdownDeadlineSeconds = 5
    public var snapshots = Snapshots()
    /// Follow partitions that others own, to take them over without a restore.
    public var standby = false
    public var http = Http()
    public var topics = TopicNames()
    public var outputs = Outputs()
    /// Thresholds and switches of the engine, from `detectors`, `engine`, `outputs` and `allowed_lateness_minutes`.
    public var engine = EngineSettings()
    /// The file of `iropsd learn`, absolute or relative to the configuration's folder; nil for built-in defaults.
    public var learned: String?
    /// What is in that file.
    public var learnedInput: LearnedInput?
    /// Path of a file of runways, in the form of OurAirports.
    public var runways: String?
    /// Path of a file of minimum connecting times.
    public var connectingTimes: String?
    public var log = Log()

    public init() {}

    /// How to reach Kafka, and as whom.
    public struct Kafka: Sendable, Equatable {
        /// `host:port`, separated by commas.
        public var bootstrapServers = ""
        public var groupId = "iropsd"
        /// Static membership and transactional ids; nil for dynamic membership.
        public var instanceId: String?
        /// Replicas of topics that `iropsd topics apply` makes; nil for the smaller of 3 and the number of brokers.
        public var replicationFactor: Int?
        /// Partitions of topics, by logical name, where they are not as topics.yaml declares them.
        public var partitions: [String: Int] = [:]
        /// Properties passed through to librdkafka.
        public var librdkafka = KafkaSettings()
    }

    /// The database of the sink.
    public struct Postgres: Sendable, Equatable {
        /// A libpq URL or `key=value` string; nil for no sink.
        public var url: Secret?
    }

    /// How often the state of a partition is kept in the snapshots topic.
    public struct Snapshots: Sendable, Equatable {
        /// Between two snapshots of a partition, in seconds.
        public var intervalSeconds = 60
        /// Log of a partition after which its next snapshot comes earlier, in MiB.
        public var logMegabytes = 32
    }

    /// What moves event time where nothing flows.
    public enum TimeMode: String, CaseIterable, Sendable {
        /// The clock moves idle partitions on.
        case live
        /// Only events and marks move time.
        case replay
    }

    /// What this process does of the work.
    public struct Roles: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let detect = Roles(rawValue: 1)
        public static let sink = Roles(rawValue: 2)
        public static let all: Roles = [.detect, .sink]
    }

    /// Where health, metrics and status are served.
    public struct Http: Sendable, Equatable {
        /// nil for no HTTP.
        public var listen: ListenAddress?
        /// What a request has to bring as `Authorization: Bearer …`; nil for nothing.
        public var token: Secret?
    }

    /// Outputs beside those of the engine that can be turned off.
    public struct Outputs: Sendable, Equatable {
        public var mlFeatures = true
        public var systemMetrics = true
    }

    /// How events are logged.
    public struct Log: Sendable, Equatable {
        public var format = LogFormatChoice.auto
        public var level = LogLevel.info
    }
}
