import DisruptionCore
import KafkaClient
import WireFormat

extension Lane {
    /// Closes the commit under way when the one before is through, and it is due.
    func closeUnitIfDue(isQuiet: Bool) throws(LaneFailure) {
        switch committer.state {
        case .busy: return
        case .failed(let error): return try commitFailed(error)
        case .idle: noteCommitted()
        }
        guard unit.records > 0 || mustCommit else { return }
        let age = nowMs - unit.openedAtMs
        let isDue =
            isQuiet || unit.records < 64 || unit.records >= LaneLimits.recordsPerCommit || age >= LaneLimits.commitMs
            || isUnitFull
        if isDue { try closeUnit() }
    }

    /// Every commit that was closed is through.
    private func noteCommitted() {
        for input in inputs { input.noteCommitted(closedAtMs: submittedMs) }
        for partition in entities { partition.noteCommitted() }
        noteSnapshotsCommitted()
    }

    /// Cuts all frames, adds states and positions, and hands the commit over. The committer is idle.
    func closeUnit() throws(LaneFailure) {
        try flushFrames()
        for partition in entities where partition.engine.hasStaleStates { writeStates(partition) }
        takeSnapshots { isLeaving($0) }
        unit.positions = positions()
        unit.framesProduced = (0..<context.layout.entities).map { frames.produced($0) }
        let group: World.Member.Identity
        do throws(KafkaError) { group = try member.groupMetadata() } catch {
            throw LaneFailure(error, doing: "reading the group's metadata")
        }
        // Out of its group a member without an instance has no name, and positions without a name are not refused.
        guard !group.isOutside, !member.assignmentLost else {
            throw .restart("the group has given the partitions to others")
        }
        unit.group = group
        committer.submit(unit)
        submittedMs = nowMs
        mustCommit = false
        unit = committer.emptyUnit()
    }

    private func positions() -> [PartitionOffset] {
        var positions: [PartitionOffset] = []
        let owner = PositionOwner.text(owner)
        for input in inputs where input.isAhead {
            positions.append(
                PartitionOffset(
                    input.topicName, Int32(input.number), at: input.position, metadata: input.metadata + owner))
            if let sureAtMs = input.sureAtMs { unit.known.append((input.place, sureAtMs)) }
            if input.mustBeMarked { mark(.input(input.topic, input.number), input.markValue) }
            input.noteCommit()
        }
        for partition in entities where partition.isAhead {
            let metadata = LogPositionMetadata(
                incarnation: context.incarnation, rules: context.rules, rulesSince: partition.rulesSince,
                isClean: partition.isClean)
            positions.append(
                PartitionOffset(
                    context.topics.entities, Int32(partition.number), at: partition.positionToCommit,
                    metadata: metadata.text + owner))
            partition.noteCommit()
            if !partition.isMarked {
                partition.isMarked = true
                mark(.entities(partition.number), Array(context.groupID.utf8))
            }
        }
        return positions
    }

    /// Says that the group has a position, together with the position.
    private func mark(_ mark: WorkedMark, _ value: [UInt8]) {
        context.marks.key(of: mark).withUnsafeBytes { key in
            value.withUnsafeBytes { unit.add(.snapshots, key: key, value: $0) }
        }
    }

    /// What has to be through before the lane goes on: the commit under way, and mostly the one being filled.
    struct Settling {
        /// The commit being filled is still to be closed.
        var mustFlush = true
        /// When it has taken too long, monotonic milliseconds.
        let untilMs: Int64
    }

    /// Whether all is through; closes what is to be closed.
    func isSettled(_ settling: inout Settling) throws(LaneFailure) -> Bool {
        switch committer.state {
        case .failed(let error): try commitFailed(error)
        case .busy: break
        case .idle:
            noteCommitted()
            if !settling.mustFlush || unit.isEmpty && !mustCommit { return true }
            settling.mustFlush = false
            try closeUnit()
        }
        frames.poll(within: .zero)
        try refuseLostFrames()
        guard nowMs < settling.untilMs else { throw .restart("a commit took too long") }
        return false
    }

    // MARK: outputs

    /// Adds what an engine said to the commit.
    func write(_ outputs: Outputs) {
        for version in outputs.disruptions {
            json.removeAll()
            DisruptionRecord.write(version, reference: context.reference, into: &json)
            var key = DisruptionRecord.id(version.id)
            let headers = DisruptionRecord.headers(of: version).map { RecordHeader($0.name, text: $0.value) }
            key.withUTF8 {
                unit.add(.disruptionEvents, key: UnsafeRawBufferPointer($0), value: json.bytes, headers: headers)
            }
            outputCounts[OutputTopic.disruptionEvents.rawValue] += 1
            unit.noteTold(eventMs: version.eventTime.ms)
            if version.lifecycle == .opened { detections.count(version.finding) }
        }
        if !outputs.notifications.isEmpty { write(outputs.notifications) }
        for refused in outputs.refused { write(refused) }
    }

    private func write(_ notifications: [PassengerNotification]) {
        NotificationRecord.write(notifications, reference: context.reference, into: &json) { key, value in
            unit.add(.notifications, key: key, value: value)
            outputCounts[OutputTopic.notifications.rawValue] += 1
        }
    }

    private func write(_ refused: RefusedFact) {
        let why =
            switch refused.why {
            case .late(let at):
                "was forgotten at \(at.rfc3339), event time \(refused.eventTime.rfc3339); nothing was applied"
            case .noRoom(let limit):
                "has no room beside \(limit) others of its partition; nothing was applied, send it later"
            case .unknownFlight(let leg):
                "names \(leg), which nobody had announced when its day was over; the rest was applied"
            }
        let letter = DeadLetter(
            reason: refused.why.reason, detail: "\(refused.subject) \(why)",
            topic: context.topics.inputs[Int(refused.topic.rawValue)],
            partition: refused.partition, offset: refused.offset, timestamp: refused.recordedAt, stage: "entity",
            configID: configID, isWithheld: true)
        add(letter, key: nil, value: nil)
    }

    private func writeStates(_ partition: EntitiesPartition) {
        let unit = unit
        var json = JSONWriter(capacity: 2048)
        var count: Int64 = 0
        var key = ByteWriter(capacity: 64)
        func write(_ leg: LegKey, _ value: UnsafeRawBufferPointer?) {
            key.removeAll()
            key.putLeg(leg)
            unit.add(.flightState, key: key.bytes, value: value)
            count += 1
        }
        partition.engine.takeStates { state in
            json.removeAll()
            FlightStateRecord.write(state, into: &json)
            write(state.key, json.bytes)
        } forgotten: {
            write($0, nil)
        }
        outputCounts[OutputTopic.flightState.rawValue] += count
        writeBookings(partition)
    }

    private func writeBookings(_ partition: EntitiesPartition) {
        let unit = unit
        var json = JSONWriter(capacity: 2048)
        var key = ByteWriter(capacity: 64)
        var count: Int64 = 0
        partition.engine.takeBookings { state in
            json.removeAll()
            BookingStateRecord.write(state, key: &key, into: &json)
            unit.add(.bookingState, key: key.bytes, value: json.bytes)
            count += 1
        } forgotten: {
            unit.add(.bookingState, key: $0, value: nil)
            count += 1
        }
        outputCounts[OutputTopic.bookingState.rawValue] += count
    }
}
