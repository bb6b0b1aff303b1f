import DisruptionCore
import KafkaClient
import WireFormat

extension Lane {
    /// Partitions that the group wants back. It is answered once the transactions with their positions have ended: no
    /// one else may read on before.
    struct HandOver {
        let partitions: [TopicPartition]
        var settling: Settling
    }

    /// A commit that was fenced. A producer is fenced when its transaction timed out, and when another process has
    /// taken its name over: then both would fence each other for ever. The group tells which, with a heartbeat.
    struct Fenced {
        let error: KafkaError
        let untilMs: Int64
    }

    /// Answers what the group decided.
    func serveGroup() throws(LaneFailure) {
        while handOver == nil, let event = member.nextEvent() {
            switch event {
            case .assigned(let partitions):
                try followGroup()
                try takeOver(partitions)
            case .revoked(let partitions):
                try followGroup()
                beginHandOver(partitions)
            case .lost(let partitions):
                context.log.emit(.laneLost(number, partitions: partitions.count))
                forsake(partitions)
                throw .restart("the group gave \(partitions.count) partitions to others")
            case .error(let error):
                if error.isFatal { throw LaneFailure(error, doing: "reading") }
                brokers.hear(error, atMs: nowMs)
                context.log.emit(.consumerTrouble(number, error))
            }
        }
    }

    /// Leaves the group and joins it anew, a static member too, so that all partitions are given out again. What it
    /// owns comes as a revocation first.
    func rejoin() throws(LaneFailure) {
        context.log.emit(.laneRejoins(number))
        do throws(KafkaError) {
            try member.unsubscribe()
            try subscribe()
        } catch {
            throw LaneFailure(error, doing: "joining the group anew")
        }
    }

    func subscribe() throws(KafkaError) {
        try member.subscribe(context.topics.inputs + [context.topics.entities])
    }

    // MARK: a commit that failed

    /// Ends the lane, or waits to hear of whom it was fenced.
    func commitFailed(_ error: KafkaError) throws(LaneFailure) {
        guard isStaticMember, error.code == .fenced, !stop.isRequested else {
            throw LaneFailure(error, doing: "committing")
        }
        fenced = Fenced(error: error, untilMs: nowMs + LaneLimits.fencedMs)
    }

    func hearWhoFenced() throws(LaneFailure) -> Next {
        guard let fenced, !stop.isRequested, nowMs < fenced.untilMs else {
            throw .restart("committing: \(fenced.map { "\($0.error)" } ?? "fenced")")
        }
        switch member.nextEvent() {
        case .error(let found) where found.isFatal: throw LaneFailure(found, doing: "reading")
        case .lost(let partitions), .revoked(let partitions):
            forsake(partitions)
            throw LaneFailure(fenced.error, doing: "committing")
        case .assigned: throw LaneFailure(fenced.error, doing: "committing")
        case .error, nil: return .wait(milliseconds: 100)
        }
    }

    /// Answers the loss of partitions, without which the client does not close; whatever it says, the lane starts anew.
    /// A client that is still subscribed would join again at once, and could not leave before the group has rebalanced.
    private func forsake(_ partitions: [TopicPartition]) {
        try? member.unsubscribe()
        try? member.unassign(incrementally: partitions)
    }

    // MARK: brokers

    /// Finds out whether brokers are away that the client has lost or that are silent, and whether they are back.
    func lookForBrokers(at now: Int64) throws(LaneFailure) {
        let isSilent = committingMs(at: now) >= LaneLimits.silenceMs
        if isSilent {
            let seconds = LaneLimits.silenceMs / 1000
            brokers.hear(
                KafkaError(code: .timedOut, operation: "commit", reason: "no answer for \(seconds) s"), atMs: now)
        } else {
            commitWatch.isWell()
        }
        guard brokers.mustAsk(atMs: now) else { return }
        // Any of them will do: some brokers may be away.
        let places = (0..<context.layout.entities).map { TopicPartition(context.topics.entities, Int32($0)) }
        let ends = try? member.ends(of: places, timeout: .milliseconds(LaneLimits.brokerAnswerMs))
        let hasAnswer = ends?.isEmpty == false
        switch brokers.asked(hasAnswer: hasAnswer, atMs: nowMs) {
        case .away(let cause): context.log.emit(.brokersAway(number, cause))
        case .back(let away): context.log.emit(.brokersBack(number, afterMs: away))
        case nil: break
        }
        guard isSilent, commitWatch.asked(hasAnswer: hasAnswer, atMs: now) else { return }
        throw .restart("brokers answer, yet a commit is not through after \(committingMs(at: now) / 1000) s")
    }

    /// How long the commit under way takes by now; 0 while there is none.
    func committingMs(at now: Int64) -> Int64 {
        if case .busy = committer.state { now - submittedMs } else { 0 }
    }

    /// Lets a commit under way go on in the group's new generation.
    private func followGroup() throws(LaneFailure) {
        do throws(KafkaError) { committer.follow(try member.groupMetadata()) } catch {
            throw LaneFailure(error, doing: "reading the group's metadata")
        }
    }

    // MARK: giving up

    private func beginHandOver(_ partitions: [TopicPartition]) {
        let gone = Set(partitions)
        seal { gone.contains($0) }
        handOver = HandOver(
            partitions: partitions, settling: Settling(untilMs: nowMs + LaneLimits.assignmentSeconds * 1000))
    }

    /// Gives the partitions up when the transactions that carry their positions have ended.
    func continueHandOver() throws(LaneFailure) -> Next {
        guard var pending = handOver else { return .goOn }
        let isSettled = try isSettled(&pending.settling)
        handOver = isSettled ? nil : pending
        guard isSettled else { return .wait(milliseconds: 50) }
        let gone = Set(pending.partitions)
        inputs.removeAll { gone.contains($0.place) }
        for partition in entities where gone.contains(place(of: partition)) {
            shelf.giveBack(partition, isCommitted: partition.isCommitted)
        }
        dropEntities { gone.contains(place(of: $0)) }
        noteOwnership()
        do throws(KafkaError) {
            try member.unassign(incrementally: pending.partitions)
        } catch {
            throw LaneFailure(error, doing: "giving up partitions")
        }
        if !gone.isEmpty { context.log.emit(.laneRevoked(number, partitions: pending.partitions)) }
        return .goOn
    }

    /// Whether a partition is about to be given up.
    func isLeaving(_ partition: EntitiesPartition) -> Bool {
        phase != .working || handOver?.partitions.contains(place(of: partition)) == true
    }

    /// Lets the next commit say of partitions that they were given up cleanly.
    func seal(where isGone: (TopicPartition) -> Bool) {
        for input in inputs where isGone(input.place) {
            input.seal()
            mustCommit = true
        }
        for partition in entities where isGone(place(of: partition)) {
            partition.seal()
            mustCommit = true
        }
    }

    /// Says once why nothing happens, when the group gives the lane nothing for a while after the start.
    func tellWaiting(at now: Int64) {
        guard !hasOwned, !hasToldWaiting, now - startedMs >= LaneLimits.standByMs else { return }
        hasToldWaiting = true
        context.log.emit(.laneWaits(number, isStatic: isStaticMember))
    }

    func noteOwnership() {
        snapshots.own(Set(entities.map(\.number)))
        hasOwned = hasOwned || !inputs.isEmpty || !entities.isEmpty
        emptySinceMs = inputs.isEmpty && entities.isEmpty ? emptySinceMs ?? nowMs : nil
    }

    /// A clean stop: what was read is committed, then the group is left.
    func leave(sinceMs: Int64) throws(LaneFailure) -> Next {
        // A broker that is away keeps nobody from leaving.
        var settling = leaving ?? Settling(untilMs: sinceMs + LaneLimits.leavingMs)
        let isSettled = try isSettled(&settling)
        leaving = settling
        guard isSettled else { return .wait(milliseconds: 50) }
        takeLastSnapshots()
        if let unwritten = partitionsWithoutLastSnapshot {
            if nowMs < settling.untilMs, snapshots.failure == nil { return .wait(milliseconds: 20) }
            let isAnotherLog = snapshots.failure != nil
            context.log.emit(.lastSnapshotsNotWritten(number, partitions: unwritten, isAnotherLog: isAnotherLog))
        }
        publish(at: nowMs, state: "stopped")
        phase = .ended
        return .ended
    }
}
