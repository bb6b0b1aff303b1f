import DisruptionCore
import KafkaClient

/// A lane on a thread of its own, its commits on another, on Kafka.
final class LaneThread {
    let lane: Lane<KafkaWorld>
    /// Lets whoever drives the lane look again.
    let wakeup: Wakeup
    private let committing: Wakeup
    private let consumer: Consumer
    private let frames: KafkaFrames
    private let transactions: KafkaTransactions
    private let stop: StopRequest
    private let waking: StopRequest.Token
    private let log: Log
    private let heartbeats: Heartbeats?
    private var committer: SystemThread?
    /// Signalled when the committer's thread is about to end.
    private let committed: Wakeup

    /// Makes the clients; connecting goes on in the background.
    init(
        _ number: Int, context: LaneContext, store: SnapshotStore, shelf: StandbyShelf, stop: StopRequest
    ) throws(KafkaError) {
        let clients = context.clients(number)
        let (wakeup, committing) = (try Wakeup(), try Wakeup())
        committed = try Wakeup()
        self.wakeup = wakeup
        self.committing = committing
        self.stop = stop
        log = context.log
        heartbeats = context.heartbeats
        consumer = try Consumer(
            settings: clients.consumer, hooks: context.hooks(of: "lane-\(number)-consumer"), wakeup: wakeup)
        frames = try KafkaFrames(clients, context, context.hooks(of: "lane-\(number)-frames"))
        transactions = try KafkaTransactions(
            clients, context, consumer, context.hooks(of: "lane-\(number)-transactions"))
        lane = Lane(
            number, context: context, member: consumer, frames: frames,
            committer: Committer(
                transactions: transactions, frames: frames, member: consumer, clock: context.clock,
                latencies: context.latencies, wake: { committing.signal() }, wakeLane: { wakeup.signal() }),
            snapshots: store.lane(number) { wakeup.signal() }, former: KafkaFormerOwners(context), shelf: shelf,
            owner: clients.transactionalID,
            isStatic: clients.instance != nil, stop: stop)
        waking = stop.onRequest { wakeup.signal() }
    }

    /// Works until asked to stop.
    /// - Throws: when it cannot go on; everything not committed is given up.
    /// - Parameter beat: told at every turn.
    func run(_ beat: Heartbeats.Beat?) throws(LaneFailure) {
        try startCommitter()
        while true {
            beat?.beat()
            switch try lane.step() {
            case .goOn: continue
            case .wait(let milliseconds): wakeup.wait(timeout: .milliseconds(milliseconds))
            case .ended: return
            }
        }
    }

    private func startCommitter() throws(LaneFailure) {
        let (committer, committing, committed) = (lane.committer, committing, committed)
        let beat = heartbeats?.begin(commitName)
        do throws(CommandError) {
            self.committer = try SystemThread(commitName) {
                defer { committed.signal() }
                while true {
                    beat?.beat()
                    switch committer.step() {
                    case .goOn: continue
                    case .wait(let milliseconds): committing.wait(timeout: .milliseconds(milliseconds))
                    case .ended: return
                    }
                }
            }
        } catch {
            throw .restart("\(error)")
        }
    }

    private var commitName: String { "commit-\(lane.number)" }

    /// Frees the clients; whatever is open is given up.
    func close(within limit: Duration) {
        stop.forget(waking)
        lane.committer.close()
        let hasEnded = endCommitter()
        lane.letGo()
        if !consumer.close(within: limit) { log.emit(.closeTookTooLong(lane.number)) }
        if hasEnded { transactions.close(within: LaneLimits.closeTime) }
        frames.abandon(within: LaneLimits.closeTime)
    }

    /// Waits until the committer has ended. One that is stuck in a call of the client is left behind with it: it keeps
    /// what it uses, ends when the call returns, and can commit nothing, since whoever has the lane's transactional id
    /// next has fenced it.
    /// - Returns: false where it is left behind.
    private func endCommitter() -> Bool {
        guard let committer else { return true }
        defer { heartbeats?.end(commitName) }
        guard committed.wait(timeout: LaneLimits.committerTime) else {
            committer.detach()
            lane.committer.abandon()
            log.emit(.commitAbandoned(lane.number))
            return false
        }
        committer.join()
        return true
    }
}
