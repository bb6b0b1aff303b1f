import DisruptionCore
import KafkaClient

@testable import DisruptionService

/// A Kafka cluster in memory: logs, the coordinator of transactions and that of the group. It is always there and loses
/// nothing; what is lost is lost on the way to it.
final class SimulatedCluster {
    let timeline: Timeline
    let layout: ClusterLayout
    let logs: [PartitionLog]
    let group: GroupCoordinator
    let transactions = TransactionCoordinator()
    private(set) var offsets: GroupOffsets
    /// Tells the story.
    var tell: (@autoclosure () -> String) -> Void = { _ in }
    private var dice: Dice
    /// How long a marker takes to be written, ms: usually, and now and then.
    var markerMs: (usual: Int64, rarely: Int64) = (3, 40)
    /// Partitions of the entities log whose leader is slow, with the extra time an append takes, and until when, ms.
    private var slowLeaders: [Int: (byMs: Int64, untilMs: Int64)] = [:]
    /// Hears of positions that a transaction has brought.
    var onCommit: (_ place: Int, GroupOffsets.Position) -> Void = { _, _ in }

    init(_ timeline: Timeline, _ layout: LogLayout, _ dice: Dice) {
        self.timeline = timeline
        self.layout = ClusterLayout(layout)
        self.dice = dice
        logs = self.layout.places.map(PartitionLog.init)
        group = GroupCoordinator(timeline)
        offsets = GroupOffsets(places: self.layout.places.count)
        transactions.nowMs = { [unowned timeline] in timeline.clockMs }
        transactions.writeMarker = { [unowned self] in write($0, $1) }
        lookForTimeOuts()
        // As `topics apply` leaves it.
        logs[self.layout.output(.snapshots).lowerBound].append(
            PartitionLog.Record(
                key: Array(LogIncarnation.key.utf8), value: Array("1".utf8), timestampMs: wallMs, transaction: nil))
        cleanSoon()
    }

    /// The log cleaner passes over the compacted topic now and then, and over some of its records.
    private func cleanSoon() {
        timeline.after(dice.between(500, 20_000)) { [weak self] in
            guard let self else { return }
            for place in layout.output(.snapshots) { logs[place].compact { _ in self.dice.happens(permille: 200) } }
            cleanSoon()
        }
    }

    func log(_ place: TopicPartition) -> PartitionLog? { layout.number(place).map { logs[$0] } }

    /// The leader of a partition of the entities log takes longer for what it is to append.
    func slowDownLog(of target: Int, byMs: Int64, for ms: Int64) {
        slowLeaders[target % layout.layout.entities] = (byMs, timeline.clockMs + ms)
    }

    /// How much longer an append to the entities log takes now, ms.
    func extraMs(of partition: Int) -> Int64 {
        guard let slow = slowLeaders[partition], slow.untilMs > timeline.clockMs else { return 0 }
        return dice.between(0, slow.byMs)
    }

    /// Milliseconds since 1970.
    var wallMs: Int64 { timeline.now.ms }

    /// Positions of a transaction. Source: AddOffsetsToTxn and TxnOffsetCommit of the protocol guide, KIP-447.
    func send(
        _ positions: [(place: Int, position: GroupOffsets.Position)], _ id: String, epoch: Int,
        of identity: SimulatedIdentity
    ) throws {
        let transaction = try transactions.add(nil, id, epoch: epoch)
        try group.validate(identity)
        offsets.send(positions, in: transaction)
        tell(
            "transaction \(transaction) of \(id) as \(identity.memberID): "
                + positions.map { "\($0.place)@\($0.position.offset)" }.joined(separator: " "))
    }

    /// A record of a transaction.
    func append(_ record: PartitionLog.Record, to place: Int, _ id: String, epoch: Int) throws {
        var record = record
        record.transaction = try transactions.add(place, id, epoch: epoch)
        guard logs[place].admits(id, epoch: epoch) else { throw TransactionCoordinator.Refusal.fenced }
        logs[place].append(record)
    }

    private func write(_ marker: TransactionCoordinator.Marker, _ isWritten: @escaping () -> Void) {
        timeline.after(dice.duration(markerMs.usual, rarely: markerMs.rarely)) { [unowned self] in
            if let place = marker.place {
                logs[place].mark(
                    marker.transaction, isCommitted: marker.isCommitted, marker.transactionalID, epoch: marker.epoch,
                    timestampMs: wallMs)
            } else {
                tell("transaction \(marker.transaction) is \(marker.isCommitted ? "committed" : "aborted")")
                for (place, position) in offsets.end(marker.transaction, isCommitted: marker.isCommitted) {
                    onCommit(place, position)
                }
            }
            isWritten()
        }
    }

    private func lookForTimeOuts() {
        timeline.after(10_000) { [weak self] in
            self?.transactions.endTimedOut()
            self?.lookForTimeOuts()
        }
    }
}
