import DisruptionCore
import KafkaClient
import WireFormat

/// Keeps the states of partitions that other processes own, so that this one takes them over without loading them:
/// reads their log behind the group, a step at a time.
///
/// It never goes beyond the committed position. What stands there was not told yet, and whoever takes over has to tell
/// it; a state that has it in already could not.
final class StandbyFollower<World: LaneWorld> {
    enum Next: Equatable {
        case goOn
        case wait(milliseconds: Int64)
    }

    private let context: LaneContext
    private let reader: World.Follower
    private let snapshots: World.Snapshots
    private let shelf: StandbyShelf
    /// In the order of their numbers.
    private var followed: [FollowedPartition] = []
    private var seenChanges = -1
    private var lastLookMs = Int64.min / 2
    /// When partitions that failed are begun anew.
    private var beginAgainMs = Int64.max
    /// What was last said of each partition that cannot be followed.
    private var told: [Int: String] = [:]

    /// How often the group's positions are asked for, ms: what is behind them is done at a takeover.
    private static var lookMs: Int64 { 250 }
    /// After so long a partition that failed is begun anew, ms.
    private static var pauseMs: Int64 { 10_000 }
    /// How long a broker may take to answer.
    private static var answerTime: Duration { .seconds(5) }

    init(context: LaneContext, reader: World.Follower, snapshots: World.Snapshots, shelf: StandbyShelf) {
        self.context = context
        self.reader = reader
        self.snapshots = snapshots
        self.shelf = shelf
    }

    /// Does the next thing. What fails is told, and tried again.
    func step() -> Next {
        do throws(KafkaError) {
            let now = context.clock.monotonicMs()
            if shelf.changes != seenChanges || now >= beginAgainMs { try follow() }
            if now - lastLookMs >= Self.lookMs {
                lastLookMs = now
                try look()
            }
            var count = 0
            for partition in followed { count += read(partition) }
            return count > 0 ? .goOn : .wait(milliseconds: Self.lookMs)
        } catch {
            seenChanges = -1
            tell(nil, "\(error)")
            return .wait(milliseconds: Self.lookMs * 4)
        }
    }

    // MARK: what to follow

    private func place(_ partition: Int) -> TopicPartition {
        TopicPartition(context.topics.entities, Int32(partition))
    }

    /// Follows what no lane of this process owns, and nothing else.
    private func follow() throws(KafkaError) {
        let changes = shelf.changes
        beginAgainMs = .max
        let kept = shelf.positions
        followed.removeAll { following in
            // What a lane took and gave back without its state is begun anew.
            let goesOn = shelf.isFree(following.number) && (following.loading != nil || kept[following.number] != nil)
            if !goesOn { following.loading?.current.cancel() }
            return !goesOn
        }
        let missing = (0..<context.layout.entities).filter { number in
            shelf.isFree(number) && !followed.contains { $0.number == number }
        }
        if !missing.isEmpty {
            var held: [Int: PartitionOffset] = [:]
            for position in try reader.committed(missing.map(place), timeout: Self.answerTime) {
                held[Int(position.partition.partition)] = position
            }
            let history = try snapshots.look(within: Self.answerTime)
            for number in missing { try begin(held[number] ?? PartitionOffset(place(number), .none), history) }
            followed.sort { $0.number < $1.number }
        }
        try reader.assign(manually: followed.map { PartitionOffset(place($0.number), .at($0.next)) })
        seenChanges = changes
    }

    /// Begins with the state that is there, or with a snapshot.
    private func begin(_ committed: PartitionOffset, _ history: SnapshotHistory) throws(KafkaError) {
        let number = Int(committed.partition.partition)
        let position = committed.offset.number ?? 0
        if let held = shelf.with(number, { $0.position }) {
            return followed.append(FollowedPartition(number, committed: position, next: held))
        }
        let range = try reader.watermarks(of: committed.partition, timeout: Self.answerTime)
        let plan: RestorePlan
        do throws(LaneFailure.Cause) {
            plan = try RestorePlan(
                number, committed: committed, range: range, history: history, groupID: context.groupID,
                rules: context.rules, acceptsOtherRules: context.acceptsOtherRules)
        } catch {
            return tell(number, "\(error)")
        }
        let following = FollowedPartition(number, committed: position, next: plan.start)
        following.loading = Loading(plan, number, snapshots, context)
        if following.loading == nil {
            shelf.put(
                EntitiesPartition(
                    number: number, engine: context.emptyEngine(number), start: plan.start, committed: position))
        }
        followed.append(following)
    }

    /// Hears how far the group has come.
    private func look() throws(KafkaError) {
        if followed.isEmpty { return }
        for position in try reader.committed(followed.map { place($0.number) }, timeout: Self.answerTime) {
            guard let offset = position.offset.number,
                let partition = followed.first(where: { $0.number == Int(position.partition.partition) })
            else { continue }
            let held = position.metadata.flatMap { LogPositionMetadata($0) }
            if let held, held.rules != context.rules, offset > partition.committed {
                giveUp(partition, "its owner has rules \(held.rules) and this process \(context.rules)")
            } else if let since = held?.rulesSince, since > shelf.positions[partition.number] ?? partition.next {
                giveUp(partition, "other rules were in force up to offset \(since)")
            } else {
                partition.committed = offset
                shelf.note(partition.number, committed: offset)
            }
        }
        told[-1] = nil
    }

    // MARK: reading

    /// - Returns: how much was done.
    private func read(_ partition: FollowedPartition) -> Int {
        if let loading = partition.loading {
            switch loading.current.poll() {
            case .loading: return 0
            case .loaded(let loaded):
                partition.loading = nil
                shelf.put(
                    EntitiesPartition(
                        number: partition.number, engine: loaded.take(), start: partition.next,
                        committed: partition.committed))
            case .broken(let fault):
                giveUp(partition, "snapshot \(loading.current.manifest.key.position): \(fault)")
                return 0
            }
        }
        var count = apply(partition)
        guard partition.hasRoom else { return count }
        var failure: KafkaError?
        count += reader.drain(place(partition.number), max: LaneLimits.framesPerTurn) { message in
            if message.isRecord {
                partition.hold(message.value, at: message.offset)
            } else if !message.isEndOfPartition {
                failure = message.error
            }
        }
        if let failure, !failure.isRetriable { giveUp(partition, "\(failure)") }
        return count
    }

    /// Works through what was read and is committed.
    private func apply(_ partition: FollowedPartition) -> Int {
        let due = partition.takeDue()
        for record in due {
            let failure = shelf.with(partition.number) { (held) -> LaneFailure? in
                do throws(LaneFailure) {
                    try record.bytes.withUnsafeBufferPointer { (bytes) throws(LaneFailure) in
                        try held.follow(
                            UnsafeRawBufferPointer(bytes), offset: record.offset, learned: context.learned)
                    }
                    return nil
                } catch {
                    return error
                }
            }
            if case .some(.some(let failure)) = failure {
                giveUp(partition, "\(failure)")
                break
            }
        }
        return due.count
    }

    /// Begins a partition anew, after a pause: a takeover until then restores it as if there were no standby.
    private func giveUp(_ partition: FollowedPartition, _ why: String) {
        shelf.drop(partition.number)
        followed.removeAll { $0 === partition }
        beginAgainMs = context.clock.monotonicMs() + Self.pauseMs
        tell(partition.number, why)
    }

    /// Says what does not go, once.
    private func tell(_ partition: Int?, _ why: String) {
        guard told.updateValue(why, forKey: partition ?? -1) != why else { return }
        context.log.emit(.standbyFails(partition, why: why))
    }
}
