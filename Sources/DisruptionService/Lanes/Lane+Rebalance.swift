import DisruptionCore
import KafkaClient
import WireFormat

extension Lane {
    /// Answers what the group decided.
    func serveConsumer() throws(LaneFailure) {
        while let event = consumer.poll() {
            switch event {
            case .assigned(let partitions):
                try followGroup()
                try takeOver(partitions)
            case .revoked(let partitions):
                try followGroup()
                try giveUp(partitions)
            case .lost(let partitions):
                context.log.emit(.laneLost(number, partitions: partitions.count))
                // The client leaves the group only when this is answered; whatever it says, the lane starts anew.
                try? consumer.unassign(incrementally: partitions)
                throw .restart("the group gave \(partitions.count) partitions to others")
            case .error(let error):
                if error.isFatal { throw LaneFailure(error, doing: "reading") }
                brokers.hear(error, atMs: SystemClock.monotonicMs())
                context.log.emit(.consumerTrouble(number, error))
            }
        }
    }

    /// Leaves the group and joins it anew, a static member too, so that all partitions are given out again. What it
    /// owns comes as a revocation first.
    func rejoin() throws(LaneFailure) {
        context.log.emit(.laneRejoins(number))
        do throws(KafkaError) {
            try consumer.unsubscribe()
            try subscribe()
        } catch {
            throw LaneFailure(error, doing: "joining the group anew")
        }
    }

    func subscribe() throws(KafkaError) {
        try consumer.subscribe(context.topics.inputs + [context.topics.entities])
    }

    /// What a failed commit means. A producer is fenced when its transaction timed out, and when another process has
    /// taken its name over: then both would fence each other for ever. The group tells which, with a heartbeat.
    func failure(ofCommit error: KafkaError) -> LaneFailure {
        let deadline = SystemClock.monotonicMs() + LaneLimits.fencedMs
        while isStaticMember, error.code == .fenced, !stop.isRequested, SystemClock.monotonicMs() < deadline {
            switch consumer.poll(timeout: .milliseconds(100)) {
            case .error(let found) where found.isFatal: return LaneFailure(found, doing: "reading")
            case .lost(let partitions), .revoked(let partitions):
                try? consumer.unassign(incrementally: partitions)
                return LaneFailure(error, doing: "committing")
            case .assigned: return LaneFailure(error, doing: "committing")
            case .error, nil: continue
            }
        }
        return LaneFailure(error, doing: "committing")
    }

    /// Finds out whether brokers are away that the client has lost, and whether they are back.
    func lookForBrokers(at now: Int64) {
        guard brokers.mustAsk(atMs: now) else { return }
        let place = TopicPartition(context.topics.entities, 0)
        let ends = try? consumer.ends(of: [place], timeout: .milliseconds(LaneLimits.brokerAnswerMs))
        switch brokers.asked(hasAnswer: ends?[place] != nil, atMs: SystemClock.monotonicMs()) {
        case .away(let cause): context.log.emit(.brokersAway(number, cause))
        case .back(let away): context.log.emit(.brokersBack(number, afterMs: away))
        case nil: break
        }
    }

    /// Lets a commit under way go on in the group's new generation.
    private func followGroup() throws(LaneFailure) {
        do throws(KafkaError) { committer.follow(try consumer.groupMetadata()) } catch {
            throw LaneFailure(error, doing: "reading the group's metadata")
        }
    }

    /// Takes partitions over: inputs from the committed position, entities from the begin of their log.
    private func takeOver(_ partitions: [TopicPartition]) throws(LaneFailure) {
        do throws(KafkaError) {
            let limit = Duration.seconds(LaneLimits.assignmentSeconds)
            let committed = partitions.isEmpty ? [] : try consumer.committed(partitions, timeout: limit)
            var starts: [PartitionOffset] = []
            var held: [TopicPartition: PartitionOffset] = [:]
            for offset in committed { held[offset.partition] = offset }
            var ranges: [TopicPartition: OffsetRange] = [:]
            for partition in partitions { ranges[partition] = try consumer.watermarks(of: partition, timeout: limit) }
            try refuseLostPositions(held, ranges)
            for partition in partitions.sorted() {
                guard let range = ranges[partition] else { continue }
                if partition.topic == context.topics.entities {
                    starts.append(try restore(partition, committed: held[partition]?.offset.number, range))
                } else {
                    starts.append(try open(partition, committed: held[partition], range))
                }
            }
            try consumer.assign(incrementally: starts)
            noteOwnership()
            if !partitions.isEmpty { context.log.emit(.laneAssigned(number, partitions: partitions)) }
        } catch {
            if let fatal = fatalCause { throw .fatal(fatal) }
            throw LaneFailure(error, doing: "taking over partitions")
        }
    }

    /// Stops where the log was worked on and the group does not know how far.
    private func refuseLostPositions(
        _ held: [TopicPartition: PartitionOffset], _ ranges: [TopicPartition: OffsetRange]
    ) throws(KafkaError) {
        guard let marks = context.marks else { return }
        let unknown = ranges.filter {
            $0.key.topic == context.topics.entities && $0.value.count > 0 && held[$0.key]?.offset.number == nil
        }
        let partitions = unknown.keys.map { Int($0.partition) }.sorted()
        if let found = try marks.first(of: partitions, within: .seconds(LaneLimits.assignmentSeconds)) {
            try fail(.positionLost(partition: found.partition, group: marks.groupID, former: found.group))
        }
    }

    private func restore(
        _ partition: TopicPartition, committed: Int64?, _ range: OffsetRange
    ) throws(KafkaError) -> PartitionOffset {
        let index = Int(partition.partition)
        if range.low > 0 { try fail(.truncated(partition: index, low: range.low)) }
        if let committed, committed > range.high {
            try fail(.behindEnd(partition: index, committed: committed, end: range.high))
        }
        let engine = PartitionEngine(
            partition: index, layout: context.layout, incarnation: context.incarnation, reference: context.reference)
        entities.append(EntitiesPartition(number: index, engine: engine, start: range.low, committed: committed ?? 0))
        entities.sort { $0.number < $1.number }
        return PartitionOffset(partition, .at(range.low))
    }

    private func open(
        _ partition: TopicPartition, committed: PartitionOffset?, _ range: OffsetRange
    ) throws(KafkaError) -> PartitionOffset {
        let index = context.topics.inputs.firstIndex(of: partition.topic) ?? 0
        let input = InputPartition(
            topic: InputTopic.allCases[index], topicName: partition.topic, number: Int(partition.partition),
            committed: committed, range: range, context: context)
        if let note = input.openingNote { context.log.emit(note) }
        if let conflict = input.conflict {
            try fail(.ingestSettings(topic: partition.topic, partition: input.number, conflict: conflict))
        }
        if !input.isOpen { mustCommit = true }
        inputs.append(input)
        inputs.sort { ($0.topicName, $0.number) < ($1.topicName, $1.number) }
        return PartitionOffset(partition, .at(input.position))
    }

    private func fail(_ cause: LaneFailure.Cause) throws(KafkaError) {
        fatalCause = cause
        throw .givenUp(cause.description)
    }

    /// Gives partitions up after the transactions that carry their positions have ended.
    private func giveUp(_ partitions: [TopicPartition]) throws(LaneFailure) {
        let gone = Set(partitions)
        seal { gone.contains($0.place) }
        try settle(flushing: true, within: LaneLimits.assignmentSeconds)
        inputs.removeAll { gone.contains($0.place) }
        dropEntities { gone.contains(TopicPartition(context.topics.entities, Int32($0.number))) }
        noteOwnership()
        do throws(KafkaError) {
            try consumer.unassign(incrementally: partitions)
        } catch {
            throw LaneFailure(error, doing: "giving up partitions")
        }
        if !partitions.isEmpty { context.log.emit(.laneRevoked(number, partitions: partitions)) }
    }

    /// Lets the next commit say of inputs that they were given up cleanly.
    private func seal(where isGone: (InputPartition) -> Bool) {
        for input in inputs where isGone(input) {
            input.seal()
            mustCommit = true
        }
    }

    /// Says once why nothing happens, when the group gives the lane nothing for a while after the start.
    func tellWaiting(at now: Int64) {
        guard !hasOwned, !hasToldWaiting, now - startedMs >= LaneLimits.standByMs else { return }
        hasToldWaiting = true
        context.log.emit(.laneWaits(number, isStatic: isStaticMember))
    }

    private func noteOwnership() {
        hasOwned = hasOwned || !inputs.isEmpty || !entities.isEmpty
        emptySinceMs = inputs.isEmpty && entities.isEmpty ? emptySinceMs ?? SystemClock.monotonicMs() : nil
    }

    /// A clean stop: what was read is committed, then the group is left.
    func finish() throws(LaneFailure) {
        seal { _ in true }
        try settle(flushing: true, within: 10)
        publish(at: SystemClock.monotonicMs(), state: "stopped")
    }

    /// Frees the clients; whatever is open is given up.
    func close(within limit: Duration) {
        stop.forget(waking)
        committer.close()
        inputs.removeAll()
        entities.removeAll()
        if !consumer.close(within: limit) { context.log.emit(.closeTookTooLong(number)) }
        committer.closeClients(within: .seconds(2))
        frames.abandon(within: .seconds(2))
    }
}
