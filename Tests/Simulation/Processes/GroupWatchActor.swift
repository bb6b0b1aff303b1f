import DisruptionCore
import KafkaClient
import Synchronization

@testable import DisruptionService

/// The thread that looks after partitions without an owner, in a process with static members: what `GroupWatch` does.
final class GroupWatchActor: SteppingActor, @unchecked Sendable {
    private unowned let process: SimulatedProcess
    private let instances: [String]
    private var watch: OwnershipWatch

    init(_ process: SimulatedProcess, instances: [String]) {
        self.process = process
        self.instances = instances
        let layout = process.installation.cluster.layout
        watch = OwnershipWatch(expected: Set(layout.subscribed.map { layout.places[$0] }))
        super.init(process.installation.timeline)
    }

    override var allowedAtMs: Int64 { process.allowedAtMs }

    override func step() -> Next {
        if process.isDead { return .whenWoken }
        let cluster = process.installation.cluster
        if !process.isCut {
            let group = cluster.group.description { cluster.layout.places[$0] }
            if let name = watch.look(at: group, nowMs: timeline.clockMs), let lane = instances.firstIndex(of: name) {
                process.tell("lane \(lane) is asked to join anew")
                process.lanes[lane].life?.lane.mustRejoin.store(true, ordering: .relaxed)
                process.lanes[lane].wake(within: 1)
            }
        }
        return .after(milliseconds: Int64(LaneLimits.groupLookMs))
    }
}
