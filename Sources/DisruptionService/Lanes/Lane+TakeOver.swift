import DisruptionCore
import KafkaClient
import WireFormat

extension Lane {
    /// Takes partitions over: inputs from the committed position, entities from a snapshot at or below it.
    func takeOver(_ partitions: [TopicPartition]) throws(LaneFailure) {
        do throws(KafkaError) {
            let limit = Duration.seconds(LaneLimits.assignmentSeconds)
            var held: [TopicPartition: PartitionOffset] = [:]
            for offset in try committed(partitions, within: limit) { held[offset.partition] = offset }
            let ranges = try member.ranges(of: partitions, timeout: .seconds(LaneLimits.offsetsSeconds))
            try refuseGrownTopics(partitions)
            let history = try partitions.isEmpty ? nil : snapshots.look(within: limit)
            var starts: [PartitionOffset] = []
            for partition in partitions.sorted() {
                guard let range = ranges[partition], let history else { continue }
                if partition.topic == context.topics.entities {
                    starts.append(try restore(partition, committed: held[partition], range, history))
                } else {
                    starts.append(try open(partition, committed: held[partition], range, history))
                }
            }
            try member.assign(incrementally: starts)
            noteOwnership()
            if !partitions.isEmpty { context.log.emit(.laneAssigned(number, partitions: partitions)) }
        } catch {
            if let fatal = fatalCause { throw .fatal(fatal) }
            if let failure = snapshots.failure { throw .fatal(.snapshotsGone(failure)) }
            throw LaneFailure(error, doing: "taking over partitions")
        }
    }

    /// The group's positions. Those in an open transaction cannot be read: its owner is dead or thrown out of the
    /// group, for it gives no partition up before its transaction has ended. A broker would end it only after its
    /// time-out.
    private func committed(
        _ partitions: [TopicPartition], within limit: Duration
    ) throws(KafkaError) -> [PartitionOffset] {
        if partitions.isEmpty { return [] }
        if let stable = try stable(partitions, within: .milliseconds(LaneLimits.stablePositionsMs)) { return stable }
        let ids = try former.ids(of: partitions, within: limit).subtracting([owner])
        let members = try context.clients(number).members(among: ids, former.group(within: limit))
        try endTransactions(of: ids.subtracting(members), within: limit)
        // A member's own has ended before it gave the partitions up, and again when it came back after it was thrown
        // out: nobody is fenced who lives.
        if let stable = try stable(partitions, within: limit) { return stable }
        context.log.emit(.positionsHeld(number))
        throw KafkaError(code: .timedOut, operation: "read committed offsets")
    }

    /// - Returns: nil where they are not stable in time.
    private func stable(
        _ partitions: [TopicPartition], within limit: Duration
    ) throws(KafkaError) -> [PartitionOffset]? {
        do throws(KafkaError) {
            return try member.committed(partitions, timeout: limit)
        } catch {
            guard error.isRetriable || error.code == .timedOut else { throw error }
            return nil
        }
    }

    private func endTransactions(of ids: Set<String>, within limit: Duration) throws(KafkaError) {
        for id in ids.sorted() {
            context.log.emit(.transactionEnded(number, of: id))
            try former.endTransaction(of: id, within: limit)
        }
    }

    /// Stops where a topic has more partitions than the log was made for.
    private func refuseGrownTopics(_ partitions: [TopicPartition]) throws(KafkaError) {
        for partition in partitions {
            let input = context.topics.inputs.firstIndex(of: partition.topic).map { InputTopic.allCases[$0] }
            let known = context.layout.partitions(of: input?.source ?? .entities)
            if Int(partition.partition) >= known {
                let name = input?.name.description ?? "iropsd.entities"
                try fail(.counts(CountChange(name: name, topic: partition.topic, found: nil, known: known)))
            }
        }
    }

    private func restore(
        _ place: TopicPartition, committed: PartitionOffset?, _ range: OffsetRange, _ history: SnapshotHistory
    ) throws(KafkaError) -> PartitionOffset {
        let index = Int(place.partition)
        let plan: RestorePlan
        do throws(LaneFailure.Cause) {
            plan = try RestorePlan(
                index, committed: committed, range: range, history: history, groupID: context.groupID,
                rules: context.rules, acceptsOtherRules: context.acceptsOtherRules)
        } catch {
            try refuseOldPosition(place, held: committed)
            // What would help may stand behind the open transaction of one who has died.
            guard history.isWhole else { throw .historyHidden(place) }
            try fail(error)
        }
        guard committed?.offset.number != nil || range.count == 0 || history.isWhole else {
            throw .historyHidden(place)
        }
        let position = committed?.offset.number ?? 0
        let partition: EntitiesPartition
        let warm = shelf.take(index)
        if let warm, plan.canGoOn(from: warm.position), range.low <= warm.position, warm.position <= position {
            partition = warm
            if let newest = plan.candidates.first { snapshots.show(newest) }
            context.log.emit(.standbyTakesOver(number, partition: index, replays: position - warm.position))
        } else {
            partition = EntitiesPartition(
                number: index, engine: context.emptyEngine(index), start: plan.start, committed: position)
            partition.loading = Loading(plan, index, snapshots, context)
        }
        let held = committed?.metadata.flatMap { LogPositionMetadata($0) }
        let own = LogPositionMetadata(
            incarnation: context.incarnation, rules: context.rules, rulesSince: plan.rulesSince)
        partition.takeOver(
            committed: position, Claim(isSaid: held == own, wasClean: held?.isClean ?? true, end: range.high),
            rulesSince: plan.rulesSince, end: range.high)
        if !partition.isOpen { mustCommit = true }
        partition.snapshots.sinceMs =
            nowMs - context.snapshots.headStartMs(of: index, among: context.layout.entities)
        entities.append(partition)
        entities.sort { $0.number < $1.number }
        return PartitionOffset(place, .at(partition.position))
    }

    /// What seems lost may only have gone on: who is thrown out of the group while it takes a partition over, and does
    /// not know it yet, has an old position in hand, and the new owner removes what is not needed behind its own. Such
    /// a lane starts anew.
    func refuseOldPosition(_ place: TopicPartition, held: PartitionOffset?) throws(KafkaError) {
        let limit = Duration.seconds(LaneLimits.assignmentSeconds)
        let now = try member.committed([place], timeout: limit).first
        if now?.offset.number != held?.offset.number {
            throw .givenUp("the position of \(place) has moved meanwhile: others have it")
        }
    }

    private func open(
        _ partition: TopicPartition, committed: PartitionOffset?, _ range: OffsetRange, _ history: SnapshotHistory
    ) throws(KafkaError) -> PartitionOffset {
        let topic = InputTopic.allCases[context.topics.inputs.firstIndex(of: partition.topic) ?? 0]
        let marked = history.inputs[topic]?[Int(partition.partition)]
        if committed?.offset.number == nil {
            guard history.isWhole else { throw .historyHidden(partition) }
            if marked != nil { try refuseLostGroup(history) }
        }
        let input = InputPartition(
            topic: topic, topicName: partition.topic, number: Int(partition.partition), committed: committed,
            range: range, marked: marked, context: context)
        if let note = input.openingNote { context.log.emit(note) }
        if let conflict = input.conflict {
            try fail(.ingestSettings(topic: partition.topic, partition: input.number, conflict: conflict))
        }
        if !input.isOpen || input.mustBeMarked { mustCommit = true }
        inputs.append(input)
        inputs.sort { ($0.topicName, $0.number) < ($1.topicName, $1.number) }
        return PartitionOffset(partition, .at(input.position))
    }

    /// Stops where the group has lost its positions in the log too: then it is not one topic that was made anew.
    private func refuseLostGroup(_ history: SnapshotHistory) throws(KafkaError) {
        guard let worked = history.firstWorked(of: Array(0..<context.layout.entities)) else { return }
        let place = TopicPartition(context.topics.entities, Int32(worked.partition))
        let held = try member.committed([place], timeout: .seconds(LaneLimits.assignmentSeconds)).first
        if held?.offset.number == nil {
            try fail(.positionLost(partition: worked.partition, group: context.groupID, former: worked.group))
        }
    }

    func fail(_ cause: LaneFailure.Cause) throws(KafkaError) -> Never {
        fatalCause = cause
        throw .givenUp(cause.description)
    }
}

extension KafkaError {
    fileprivate static func historyHidden(_ place: TopicPartition) -> KafkaError {
        KafkaError(
            code: .timedOut, operation: "take over", subject: "\(place)",
            reason: "a transaction is open in the snapshots topic, and what stands behind it cannot be read yet")
    }
}
