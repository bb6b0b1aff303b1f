import KafkaClient

/// A standby on a thread of its own, on Kafka.
final class StandbyThread: Sendable {
    private let context: LaneContext
    private let store: SnapshotStore
    private let shelf: StandbyShelf
    private let stop: StopRequest

    init(context: LaneContext, store: SnapshotStore, shelf: StandbyShelf, stop: StopRequest) {
        self.context = context
        self.store = store
        self.shelf = shelf
        self.stop = stop
    }

    /// Follows until asked to stop. Without it nothing is lost but the head start.
    func run() {
        do throws(KafkaError) {
            let wakeup = try Wakeup()
            let waking = stop.onRequest { wakeup.signal() }
            defer { stop.forget(waking) }
            let reader = try KafkaFollower(context, wakeup: wakeup)
            defer { reader.close() }
            let follower = StandbyFollower<KafkaWorld>(
                context: context, reader: reader, snapshots: store.lane(-1) { wakeup.signal() }, shelf: shelf)
            while !stop.isRequested {
                reader.serve()
                switch follower.step() {
                case .goOn: continue
                case .wait(let milliseconds): wakeup.wait(timeout: .milliseconds(milliseconds))
                }
            }
        } catch {
            context.log.emit(.standbyFails(nil, why: "\(error)"))
        }
    }
}
