import KafkaClient

@testable import DisruptionCore
@testable import DisruptionService

/// One lane from its making to its end, with the clients that it has to itself: what `LaneThread` holds in the daemon.
final class LaneLife {
    let lane: Lane<SimulatedWorld>
    let member: SimulatedMember
    let frames: SimulatedFrames
    let transactions: SimulatedTransactions
    /// Watermarks of its entities partitions after the last step.
    var watermarks: [(held: EntitiesPartition, marks: StageWatermarks)] = []
    /// Where this life cuts its frames.
    private let cutBytes: (inputs: Int, entities: Int)
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
        cutBytes = (installation.cutBytes(), installation.cutBytes())
        frames = SimulatedFrames(
            cluster, path, installation.rules, installation.dice(), life: installation.nextLife()
        ) { wakeCommitter() }
        transactions = SimulatedTransactions(
            "iropsd.\(clients.instance ?? clients.fallback)", cluster, path, installation.rules, installation.dice())
        member.shelf = process.shelf
        transactions.indefinite = installation.weather.indefiniteCommits
        lane = Lane(
            number, context: context, member: member, frames: frames,
            committer: Committer(
                transactions: transactions, frames: frames, member: member, clock: context.clock,
                wake: wakeCommitter, wakeLane: { wakeLane(1) }),
            snapshots: SimulatedSnapshots(store: process.store, lane: number, wake: { wakeLane(1) }),
            former: SimulatedFormerOwners(cluster, path), shelf: process.shelf, owner: clients.transactionalID,
            isStatic: clients.instance != nil, stop: process.stop)
        transactions.identityNow = { [weak member] in member?.identity }
        if installation.rules.letsWatermarksFall {
            member.willRead = { [weak self] place, record in self?.lowerWatermarks(place, record) }
        }
    }

    /// One step of the lane.
    func step() throws(LaneFailure) -> Lane<SimulatedWorld>.Next {
        for input in lane.inputs { input.frames.cutBytes = cutBytes.inputs }
        for held in lane.entities { held.engine.outgoing.cutBytes = cutBytes.entities }
        return try lane.step()
    }

    private func lowerWatermarks(_ place: Int, _ record: [UInt8]) {
        let layout = lane.context.layout
        guard let frame = FrameText(record), let source = layout.index(frame.header.topic, frame.header.partition),
            let held = lane.entities.first(where: { $0.number == place - layout.rawSources })
        else { return }
        var marks = MarkSurgery(held.engine.marks, layout)
        marks.take(frame.header, source: source)
        held.engine.marks = marks.result
    }

    /// Frees the clients; whatever is open is given up. The committer has ended.
    func close() {
        lane.letGo()
        member.close()
        path.die()
    }
}
