import DisruptionCore
import KafkaClient
import WireFormat

/// What all lanes of a process share; nothing in it changes.
struct LaneContext: Sendable {
    /// Real names by logical name.
    struct Topics: Sendable {
        var inputs: [String]
        var entities: String
        var outputs: [String]
    }

    let topics: Topics
    let layout: LogLayout
    /// Thresholds and switches when the process started.
    let settings: EngineSettings
    /// Those in force; nil where they never change.
    var reloadable: Reloadable?
    /// Of the lanes' threads; nil where nobody looks.
    var heartbeats: Heartbeats?
    /// Log incarnation, from `topics apply`.
    let incarnation: UInt32
    let reference: AirportDirectory
    var runways = RunwayDirectory.empty
    /// What is laid down for passengers.
    var passengerRules = PassengerRules()
    /// The learned file of the configuration, and those that the log names.
    var learned = LearnedStore()
    /// The clock moves idle partitions on.
    let isLive: Bool
    let clients: @Sendable (_ lane: Int) -> LaneClients
    let log: Log
    let hooks: KafkaHooks
    /// Where the clients' statistics go; nil where nobody asks.
    var statistics: ClientStatistics?
    /// Nil where nobody asks.
    var latencies: LaneLatencies?
    let clock: LaneClock
    /// When snapshots are due.
    let snapshots: SnapshotSchedule
    let groupID: String
    /// An operator has said that records which a build with other rules worked on may be worked on by this one.
    let acceptsOtherRules: Bool
    /// The brokers are librdkafka's pretended ones, which take the positions of a transaction and forget them: they are
    /// committed once more behind it.
    var arePositionsForgotten = false
    /// How this build comes from the log to states and outputs.
    var rules = PartitionEngine.rules

    /// That somebody has worked on the log.
    var marks: WorkedMarks { WorkedMarks(incarnation: incarnation) }

    /// The hooks of a client whose statistics are shown.
    func hooks(of client: String) -> KafkaHooks { statistics?.listening(to: client, hooks) ?? hooks }

    /// The engine of a partition of which nothing is known yet.
    func emptyEngine(_ partition: Int) -> PartitionEngine {
        PartitionEngine(
            partition: partition, layout: layout, incarnation: incarnation, reference: reference, runways: runways,
            passengerRules: passengerRules)
    }

    /// What decides over input records.
    var ingest: IngestSettings {
        var ingest = IngestSettings(isLive: isLive, settings)
        ingest.entityRules = rules
        return ingest
    }
}

extension IngestSettings {
    /// As the configuration says.
    init(isLive: Bool, _ settings: EngineSettings) {
        self.init(mode: isLive ? .live : .replay, latenessMs: settings[.allowedLatenessMinutes] * 60_000)
    }
}

/// The rim's clocks: the machine's in the daemon.
struct LaneClock: Sendable {
    /// The time of day.
    let now: @Sendable () -> Instant
    /// Microseconds since some point in the past.
    let monotonicUs: @Sendable () -> Int64

    /// Milliseconds since the same point.
    func monotonicMs() -> Int64 { monotonicUs() / 1_000 }

    static let system = LaneClock(now: SystemClock.now, monotonicUs: SystemClock.monotonicUs)
}
