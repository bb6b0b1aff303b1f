import DisruptionCore
import KafkaClient
import WireFormat

extension Lane {
    /// Reads input records: from the partitions that are not too far ahead in event time.
    func ingestInputs() throws(LaneFailure) -> Int {
        let nowMs = nowMs
        let bound = Alignment.bound(of: inputs.lazy.map { ($0.newest, $0.progress.holdsBack(nowMs: nowMs)) })
        var count = 0
        for input in inputs where input.isOpen && input.newest <= bound {
            let taken = try member.drain(input.place, max: LaneLimits.recordsPerTurn) {
                (message) throws(LaneFailure) in try self.ingest(input, message)
            }
            let high = taken < LaneLimits.recordsPerTurn ? member.cachedWatermarks(of: input.place)?.high : nil
            input.noteDrain(taken, of: LaneLimits.recordsPerTurn, high: high, nowMs: nowMs)
            count += taken
        }
        return count
    }

    private func ingest(_ input: InputPartition, _ message: borrowing World.Member.Message) throws(LaneFailure) {
        guard message.isRecord else {
            if message.isEndOfPartition {
                input.reachEnd(message.offset)
            } else if let error = message.error {
                throw LaneFailure(error, doing: "reading \(input.topicName)/\(input.number)")
            }
            return
        }
        noteRecord()
        unit.noteInput(timestampMs: message.timestampMilliseconds)
        if firstRecordAtMs == 0 { firstRecordAtMs = SystemClock.now().ms }
        let decision = input.accept(
            message.value, offset: message.offset, timestamp: Instant(ms: message.timestampMilliseconds), with: &decoder
        )
        if case .rejected(let reason, let detail) = decision { deadLetter(input, message, reason, detail) }
        try sendFinished(&input.frames)
    }

    private func deadLetter(
        _ input: InputPartition, _ message: borrowing World.Member.Message, _ reason: DeadLetterReason,
        _ detail: UnsafeRawBufferPointer
    ) {
        let letter = DeadLetter(
            reason: reason, detail: String(decoding: detail, as: UTF8.self), topic: input.topicName,
            partition: input.number, offset: message.offset, timestamp: Instant(ms: message.timestampMilliseconds),
            stage: "ingest", configID: configID, isWithheld: DeadLetter.withholds(input.topic))
        add(letter, key: message.key, value: message.value, original: message.originalHeaders)
    }

    /// Adds a dead letter to the commit, with what of the original fits.
    func add(
        _ letter: DeadLetter, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        original: [DeadLetter.Header] = []
    ) {
        let record = letter.record(keyBytes: key?.count ?? 0, valueBytes: value?.count ?? 0, original: original)
        unit.add(
            .deadLetterQueue, key: record.hasKey ? key : nil, value: record.hasValue ? value : nil,
            headers: record.headers.map { RecordHeader($0.name, $0.value) })
        outputCounts[OutputTopic.deadLetterQueue.rawValue] += 1
        context.log.emit(
            .deadLetter(
                letter.reason.name.description, topic: letter.topic, partition: letter.partition, offset: letter.offset)
        )
    }

    /// Lets quiet input partitions follow the clock, in live time: only those that the broker says are read to the end.
    func followClock() throws(LaneFailure) {
        // Read first: the answer then proves that all records from before this instant were read.
        let now = context.clock.now()
        let nowMs = nowMs
        let quiet = inputs.filter { $0.progress.isQuiet(nowMs: nowMs) }
        do throws(KafkaError) {
            let ends = try member.ends(of: quiet.map(\.place), timeout: .seconds(2))
            for input in quiet {
                guard let end = ends[input.place], let high = member.cachedWatermarks(of: input.place)?.high
                else { continue }
                input.follow(clock: now, stableEnd: end, high: high, nowMs: nowMs)
                if input.progress.hasGivenUpOnTransaction(nowMs: nowMs) {
                    context.log.emit(.transactionLeftOpen(input.topicName, input.number, offset: input.position))
                }
            }
        } catch {
            context.log.emit(.idleCheckFailed(error))
        }
    }
}
