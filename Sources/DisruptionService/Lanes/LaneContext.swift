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
    let settings: EngineSettings
    /// Log incarnation, from `topics apply`.
    let incarnation: UInt32
    let reference: AirportDirectory
    /// The clock moves idle partitions on.
    let isLive: Bool
    let clients: @Sendable (_ lane: Int) -> LaneClients
    /// nil where positions are not kept, as in the demo.
    var marks: WorkedMarks?
    let log: Log
    let hooks: KafkaHooks
    let clock: LaneClock

    /// What decides over input records.
    var ingest: IngestSettings {
        IngestSettings(isLive: isLive, settings)
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
    /// Milliseconds since some point in the past.
    let monotonicMs: @Sendable () -> Int64

    static let system = LaneClock(now: SystemClock.now, monotonicMs: SystemClock.monotonicMs)
}
