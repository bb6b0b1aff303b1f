import DisruptionCore
import KafkaClient
import WireFormat

/// Taking the state of a lane's partitions, and getting it back.
extension Lane {
    // MARK: restoring

    /// Looks how the loading of a snapshot goes on; tries the next one where it is broken.
    func continueLoading(_ partition: EntitiesPartition) throws(LaneFailure) {
        guard let loading = partition.loading else { return }
        let manifest = loading.current.manifest
        switch loading.current.poll() {
        case .loading: break
        case .loaded(let loaded):
            partition.begin(loaded.take(), at: manifest.key.position)
            context.log.emit(.snapshotRestored(number, manifest, replays: partition.committed - partition.position))
        case .broken(let fault) where fault.isOfTheTopic:
            throw .restart("loading snapshot \(manifest.key.position) of partition \(partition.number): \(fault)")
        case .broken(let fault):
            try restoreOtherwise(partition, loading.plan, after: fault)
        }
    }

    /// A snapshot is broken: takes the one before, or those that have come since, or the whole log.
    private func restoreOtherwise(
        _ partition: EntitiesPartition, _ plan: RestorePlan, after fault: SnapshotFault
    ) throws(LaneFailure) {
        let broken = plan.candidates.first
        var plan = plan
        plan.candidates.removeFirst()
        if plan.candidates.isEmpty { plan.candidates = try laterSnapshots(partition, not: broken) }
        guard !plan.candidates.isEmpty || plan.canReplayAll else {
            let place = place(of: partition)
            do throws(KafkaError) {
                try refuseOldPosition(place, held: PartitionOffset(place, .at(partition.committed)))
            } catch {
                throw LaneFailure(error, doing: "restoring \(place)")
            }
            throw .fatal(.noSnapshot(partition: partition.number, why: fault))
        }
        partition.beginAnew(
            context.emptyEngine(partition.number), at: plan.start, rulesSince: plan.rulesSince)
        if !partition.isOpen { mustCommit = true }
        partition.loading = Loading(plan, partition.number, snapshots, context)
        try readAgain(partition, from: plan.start)
    }

    /// Snapshots that were not there, or could not be used, when the partition was taken over: the one at hand may have
    /// been removed because there are newer ones.
    private func laterSnapshots(
        _ partition: EntitiesPartition, not broken: SnapshotManifest?
    ) throws(LaneFailure) -> [SnapshotManifest] {
        do throws(KafkaError) {
            let history = try snapshots.look(within: .seconds(LaneLimits.assignmentSeconds))
            let found = SnapshotChoice.candidates(
                history, partition: partition.number, atOrBelow: partition.committed)
            return found.filter { one in
                guard let broken else { return true }
                return one.isNewer(than: broken) && one.rules == context.rules
            }
        } catch {
            throw LaneFailure(error, doing: "looking for snapshots")
        }
    }

    // MARK: taking

    /// Takes the state of partitions that are due, for their positions are in the commit that is being closed: one at a
    /// time, so that the lane stands still for no longer than that one takes; at the end of ownership all.
    /// - Parameter isLeaving: whether a partition is about to be given up.
    func takeSnapshots(where isLeaving: (EntitiesPartition) -> Bool) {
        for partition in entities {
            let isLast = isLeaving(partition)
            guard isDue(partition, isLast: isLast) else { continue }
            take(partition)
            if !isLast { return }
        }
    }

    private func isDue(_ partition: EntitiesPartition, isLast: Bool) -> Bool {
        guard partition.isRestored, partition.engine.canSnapshot, partition.snapshots.logBytes > 0,
            partition.snapshots.ticket?.state != .pending
        else { return false }
        if isLast { return phase != .working || partition.snapshots.logBytes >= LaneLimits.handOverLogBytes }
        return context.snapshots.isDue(
            sinceMs: nowMs - partition.snapshots.sinceMs, logBytes: partition.snapshots.logBytes)
    }

    private func take(_ partition: EntitiesPartition) {
        // Where the topic is not what it was, nobody would find what is written now.
        guard snapshots.failure == nil, snapshots.hasRoom(for: partition.snapshots.bytes) else { return }
        let startUs = context.clock.monotonicUs()
        var writer = ByteWriter(capacity: partition.snapshots.bytes + partition.snapshots.bytes / 8 + 4096)
        partition.engine.encodeSnapshot(into: &writer)
        partition.snapshots.bytes = writer.count
        let ticket = snapshots.begin(
            TakenSnapshot(
                partition: partition.number, position: partition.position, bytes: writer,
                entities: partition.engine.sizes.entities, takenAtMs: context.clock.now().ms,
                encodeMicroseconds: context.clock.monotonicUs() - startUs))
        guard let ticket else { return }
        partition.snapshots.ticket = ticket
        partition.snapshots.sinceMs = nowMs
        partition.snapshots.logBytes = 0
        ticketsInCommit.append(ticket)
    }

    /// Every commit that was closed is through: what was taken as they were closed can be restored from.
    func noteSnapshotsCommitted() {
        for ticket in ticketsInCommit { ticket.noteCommitted() }
        ticketsInCommit.removeAll(keepingCapacity: true)
    }

    /// Nobody will know whether the commits under way are through.
    func abandonSnapshots() {
        for ticket in ticketsInCommit { ticket.abandon() }
        ticketsInCommit.removeAll()
    }

    /// Takes what could not be taken with the last commit, because the snapshot before was under way or there was no
    /// room. Every commit is through: the states are those at the committed positions.
    func takeLastSnapshots() {
        for partition in entities where lacksLastSnapshot(partition) && partition.snapshots.ticket?.state != .pending {
            take(partition)
        }
        noteSnapshotsCommitted()
    }

    /// Partitions whose last state does not stand where a restart finds it yet; nil where there are none.
    var partitionsWithoutLastSnapshot: [Int]? {
        let numbers = entities.filter { lacksLastSnapshot($0) }.map(\.number)
        return numbers.isEmpty ? nil : numbers
    }

    private func lacksLastSnapshot(_ partition: EntitiesPartition) -> Bool {
        guard partition.isRestored, partition.engine.canSnapshot, partition.position == partition.positionInCommit
        else { return false }
        let ticket = partition.snapshots.ticket
        return partition.snapshots.logBytes > 0 || ticket.map { $0.state != .complete } ?? false
    }
}
