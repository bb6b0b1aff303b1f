public import DisruptionCore
import KafkaClient
import WireFormat

/// What a lane shows to /status and /metrics; published by the lane some times a second.
public struct LaneStatus: Sendable {
    public struct Partition: Sendable {
        public var topic: String
        public var number: Int
        public var position: Int64
        /// The end as last heard; nil before the first fetch.
        public var end: Int64?
        /// Stage watermarks of an entities partition.
        public var stages: StageWatermarks?
        /// Watermark of an input partition.
        public var watermark: Instant?
        public var sizes: EngineSizes?
        /// What an entities partition has told that is not over.
        public var open: OpenDisruptions?
        public var isRestored = true
        /// Input partitions, by source index, that hold the first watermark back.
        public var holdingBack: [Int] = []

        public var lag: Int64? { end.map { max(0, $0 - position) } }
    }

    public var lane = 0
    public var state = "starting"
    public var partitions: [Partition] = []
    package var counts = LaneCounts()
    public var lastCommitMs: Int64 = 0
    /// How long the commit under way takes by now; 0 while there is none.
    public var committingMs: Int64 = 0
    /// Wall clock, ms since 1970, of the first input record read and of the last commit; 0 before.
    public var firstRecordAtMs: Int64 = 0
    public var lastCommitAtMs: Int64 = 0
    public var restarts: Int64 = 0
    /// Why it started anew last.
    public var lastRestart: String?
    /// No broker can be reached.
    public var isCutOff = false

    public init() {}

    /// What a lane is doing, in words for /status. One whom the group has given nothing for a while, because there are
    /// more lanes than partitions, stands by; it takes over from those that fall out. Not at once: partitions that
    /// another one has to give up first come with a second assignment.
    /// - Parameter emptyMs: how long the group has said that the lane owns nothing; nil while it has not.
    static func state(partitions: Int, emptyMs: Int64?, isRestored: Bool) -> String {
        if partitions > 0 { return isRestored ? "running" : "restoring" }
        return (emptyMs ?? 0) >= LaneLimits.standByMs ? "standing by" : "waiting for partitions"
    }

    /// How it stands where it is not ready, and what it gave up for last.
    var reason: String {
        lastRestart.map { "lane \(lane) is \(state); it started anew \(restarts) times, last: \($0)" }
            ?? "lane \(lane) is \(state)"
    }

    /// Whether it does all that it can be asked to.
    var isReady: Bool { state == "running" || state == "standing by" }
}
