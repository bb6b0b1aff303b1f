import DisruptionCore
import KafkaClient

@testable import DisruptionService

/// Sends frames: an idempotent producer with a queue for each partition.
///
/// In a producer's life the frames of a partition arrive in order, each once: what is lost on the way is sent again
/// with its number, and the broker knows it. Source: KIP-98, idempotent producer; at most five requests are under way
/// (`max.in.flight.requests.per.connection`). What is queued dies with the process; what was under way may still
/// arrive, late, when another process has taken over.
final class SimulatedFrames: FrameSender {
    /// Frames of a partition that may be under way together.
    private static let inFlight = 5
    /// Frames that the client holds at the most.
    static let queueMax = 400

    private struct Channel {
        var produced = 0
        var arrived = 0
        var delivered = 0
        var lastArrivalMs: Int64 = 0
        /// Not arrived yet, in order; nil is one that was given up on the way.
        var underWay: [Frame?] = []
        /// How many arrive in all once the process is dead or the producer has failed.
        var arrivalsMax: Int?
    }

    private let cluster: SimulatedCluster
    private let path: NetworkPath
    private let rules: BrokenRules
    private let rewriter: FrameRewriter
    private var channels: [Channel]
    private var dice: Dice
    /// Wakes who waits for reports.
    private let wake: () -> Void
    private(set) var failure: KafkaError?

    init(
        _ cluster: SimulatedCluster, _ path: NetworkPath, _ rules: BrokenRules, _ dice: Dice, life: Int,
        wake: @escaping () -> Void
    ) {
        self.cluster = cluster
        self.path = path
        self.rules = rules
        self.dice = dice
        self.wake = wake
        rewriter = FrameRewriter(rules, life: dice, number: life)
        channels = Array(repeating: Channel(), count: cluster.layout.layout.entities)
    }

    /// Frames that are not acknowledged.
    var outstanding: Int { channels.reduce(0) { $0 + $1.produced - $1.delivered } }

    func send(_ frame: Frame) throws(KafkaError) -> Bool {
        try path.live()
        if let failure { throw failure }
        // Where nobody else can have a turn, waiting for room would not end.
        if outstanding >= SimulatedFrames.queueMax, cluster.timeline.letsOthersRun { return false }
        for frame in rewriter.rewrite(frame) { transmit(frame) }
        return true
    }

    private func transmit(_ frame: Frame) {
        let channel = frame.destination
        channels[channel].produced += 1
        // Given up by time-out, and those behind it go on.
        let isGivenUp = rules.losesFrames && dice.happens(permille: 30)
        channels[channel].underWay.append(isGivenUp ? nil : frame)
        let now = cluster.timeline.clockMs
        let at = max(channels[channel].lastArrivalMs, now + path.delay() + cluster.extraMs(of: channel))
        channels[channel].lastArrivalMs = at
        cluster.timeline.after(at - now) { [self] in arrive(channel) }
        path.passes(.frame)
    }

    /// The next frame of a channel reaches its log.
    private func arrive(_ channel: Int) {
        let arrived = channels[channel].arrived
        if path.isDead || failure != nil {
            let most = channels[channel].arrivalsMax ?? arrived + dice.below(SimulatedFrames.inFlight + 1)
            channels[channel].arrivalsMax = most
            if arrived >= most { return }
        }
        if path.isFrozen, arrived >= channels[channel].delivered + SimulatedFrames.inFlight {
            // Not sent yet: the process has to run for that.
            return cluster.timeline.after(path.frozenUntilMs - cluster.timeline.nowMs) { [self] in arrive(channel) }
        }
        channels[channel].arrived += 1
        let number = channels[channel].arrived
        if let frame = channels[channel].underWay.removeFirst() {
            let place = cluster.layout.entities.lowerBound + frame.destination
            cluster.logs[place].append(
                PartitionLog.Record(key: nil, value: frame.bytes, timestampMs: cluster.wallMs, transaction: nil))
        }
        if !path.isDead { path.passes(.frameInLog) }
        path.later(path.delay()) { [self] in
            channels[channel].delivered = max(channels[channel].delivered, number)
            wake()
        }
    }

    func poll(within limit: Duration) {
        rewriter.release().forEach(transmit)
        if limit > .zero { cluster.timeline.pass(limit.wholeMs) }
    }

    func produced(_ partition: Int) -> Int {
        rewriter.release().forEach(transmit)
        return channels[partition].produced
    }

    func waitUntilDelivered(_ count: Int, on partition: Int, within limit: Duration) throws(KafkaError) -> Bool {
        try path.live()
        if let failure { throw failure }
        if rules.believesFramesDelivered || channels[partition].delivered >= count { return true }
        cluster.timeline.pass(limit.wholeMs) { path.isDead || channels[partition].delivered >= count }
        try path.live()
        if let failure { throw failure }
        return channels[partition].delivered >= count
    }

    /// The producer has failed for good: what is queued is given up, and said to be.
    func fail() {
        failure = KafkaError(
            code: .messageTimedOut, operation: "deliver a record to", subject: ClusterLayout.entities, isFatal: true)
        wake()
    }
}
