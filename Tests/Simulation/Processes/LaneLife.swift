import DisruptionCore
import KafkaClient

@testable import DisruptionService

/// One lane from its making to its end, with the clients that it has to itself: what `LaneThread` holds in the daemon.
final class LaneLife {
    let lane: Lane<SimulatedWorld>
    let member: SimulatedMember
    let frames: SimulatedFrames
    let transactions: SimulatedTransactions
    /// The connections of these clients; they end with the lane.
    let path: NetworkPath

    init(
        _ number: Int, of process: SimulatedProcess, path: NetworkPath, context: LaneContext,
        wakeLane: @escaping @Sendable (Int64) -> Void, wakeCommitter: @escaping @Sendable () -> Void
    ) {
        let installation = process.installation
        let cluster = installation.cluster
        self.path = path
        let clients = context.clients(number)
        member = SimulatedMember(
            cluster, path, installation.rules, instance: clients.instance, installation.dice(), wake: wakeLane)
        frames = SimulatedFrames(cluster, path, installation.rules, installation.dice()) { wakeCommitter() }
        transactions = SimulatedTransactions(
            "iropsd.\(clients.instance ?? clients.fallback)", cluster, path, installation.rules, installation.dice())
        transactions.indefinite = installation.weather.indefiniteCommits
        lane = Lane(
            number, context: context, member: member, frames: frames,
            committer: Committer(
                transactions: transactions, frames: frames, clock: context.clock, wake: wakeCommitter,
                wakeLane: { wakeLane(1) }),
            isStatic: clients.instance != nil, stop: process.stop)
        transactions.identityNow = { [weak member] in member?.identity }
    }

    /// Frees the clients; whatever is open is given up. The committer has ended.
    func close() {
        lane.letGo()
        member.close()
        path.die()
    }
}
