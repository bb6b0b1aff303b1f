import DisruptionCore
import KafkaClient
import WireFormat

extension Lane {
    /// Reads input records: from the partitions that are not too far ahead in event time.
    func ingestInputs() throws(LaneFailure) -> Int {
        let bound = alignmentBound
        var count = 0
        for input in inputs where input.newest <= bound {
            guard let queue = consumer.queue(input.topicName, Int32(input.number)) else { continue }
            let taken = try queue.drain(max: LaneLimits.recordsPerTurn) { (message) throws(LaneFailure) in
                try self.ingest(input, message)
            }
            input.noteDrain(taken, of: LaneLimits.recordsPerTurn)
            count += taken
        }
        return count
    }

    /// Event time beyond which an input partition waits for the slowest of those with unread records.
    private var alignmentBound: Instant {
        var slowest = Instant.distantFuture
        for input in inputs where !input.isDry { slowest = min(slowest, input.newest) }
        return slowest == .distantFuture || slowest == .distantPast
            ? .distantFuture : slowest.adding(ms: LaneLimits.alignmentMs)
    }

    private func ingest(_ input: InputPartition, _ message: borrowing ConsumedMessage) throws(LaneFailure) {
        guard message.isRecord else {
            if message.isEndOfPartition {
                input.reachEnd(message.offset)
            } else if let error = message.error {
                throw LaneFailure(error, doing: "reading \(input.topicName)/\(input.number)")
            }
            return
        }
        noteRecord()
        if firstRecordAtMs == 0 { firstRecordAtMs = SystemClock.now().ms }
        let decision = input.accept(
            message.value, offset: message.offset, timestamp: Instant(ms: message.timestampMilliseconds), with: &decoder
        )
        if case .rejected(let reason, let detail) = decision { deadLetter(input, message, reason, detail) }
        try sendFinished(&input.frames)
    }

    private func deadLetter(
        _ input: InputPartition, _ message: borrowing ConsumedMessage, _ reason: DeadLetterReason,
        _ detail: UnsafeRawBufferPointer
    ) {
        var original: [DeadLetter.Header] = []
        for header in message.headers {
            original.append(DeadLetter.Header(name: header.name, value: header.value.map { Array($0) }))
        }
        let letter = DeadLetter(
            reason: reason, detail: String(decoding: detail, as: UTF8.self), topic: input.topicName,
            partition: input.number, offset: message.offset, timestamp: Instant(ms: message.timestampMilliseconds),
            stage: "ingest", configID: configID, isWithheld: DeadLetter.withholds(input.topic))
        add(letter, key: message.key, value: message.value, original: original)
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

    /// Lets quiet input partitions follow the clock, in live time: only one that the broker says is read to its end.
    func followClock() throws(LaneFailure) {
        // Read first: the answer then proves that all records from before this instant were read.
        let now = context.now()
        let quiet = inputs.filter { $0.quietMs >= LaneLimits.idleAfterMs && $0.isDry && $0.isAtEnd }
        do throws(KafkaError) {
            let ends = try consumer.ends(of: quiet.map(\.place), timeout: .seconds(2))
            for input in quiet {
                if let end = ends[input.place], end <= input.position { input.follow(clock: now) }
            }
        } catch {
            context.log.emit(.idleCheckFailed(error))
        }
    }
}
