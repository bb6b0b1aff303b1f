import DisruptionCore
import KafkaClient

/// What the writer's thread does, one thing after the other: chunks, manifests, and the removal of what they replace.
final class WritingCourse {
    private let writer: SnapshotWriter
    private let place: SnapshotPlace
    private let catalogue: SnapshotCatalogue
    private let board: SnapshotBoard
    private let log: Log
    private let sender: RecordSender
    private let trimmer: LogTrimmer
    private var jobs: [WritingJob] = []
    /// Partitions with a new complete snapshot, behind which there is something to remove.
    private var renewed: [Int] = []

    init(
        _ writer: SnapshotWriter, _ place: SnapshotPlace, _ catalogue: SnapshotCatalogue, _ board: SnapshotBoard,
        log: Log, hooks: KafkaHooks
    ) {
        self.writer = writer
        self.place = place
        self.catalogue = catalogue
        self.board = board
        self.log = log
        sender = RecordSender(place, hooks: hooks) { writer.hasGivenUp }
        trimmer = LogTrimmer(place, board, log: log, hooks: hooks)
    }

    /// Does what can be done now.
    /// - Returns: false when all is done for good.
    func advance() -> Bool {
        // Read first: what arrived and was judged before the end is done before it.
        let isClosed = writer.isClosed
        jobs += writer.takeArrived()
        jobs.removeAll { advance($0, isClosed: isClosed) }
        // A stop does not wait for that: the next snapshot of the partition finds it again.
        for partition in renewed where !writer.isClosed { clean(partition) }
        renewed.removeAll()
        return !isClosed
    }

    func end() {
        sender.abandon()
        trimmer.close()
    }

    // MARK: one snapshot

    /// - Returns: whether nothing more is to be done for it.
    private func advance(_ job: WritingJob, isClosed: Bool) -> Bool {
        if writer.isOrphan(job) { job.ticket.abandon() }
        let verdict = job.ticket.verdict
        do throws(KafkaError) {
            if case .waiting = job.stage {
                if verdict == .abandoned || isClosed && verdict == .unknown { throw .snapshotsClosed }
                try write(job)
            }
            switch job.ticket.verdict {
            case .committed: try complete(job)
            case .abandoned: try remove([job.manifest])
            case .unknown:
                guard isClosed else { return false }
                job.ticket.settleFailed("the process ended first")
            }
        } catch {
            fail(job, error)
        }
        release(job)
        return true
    }

    /// The manifest as begun, then the chunks: so that those of a process that dies here are found.
    private func write(_ job: WritingJob) throws(KafkaError) {
        guard job.manifest.chunkCount <= SnapshotLimits.chunks, !job.bytes.isEmpty else {
            throw .snapshotSize(job.manifest.bytes)
        }
        job.manifest.checksum = Checksum.of(job.bytes)
        try sender.send(key: job.manifest.key.manifest, value: ManifestText.write(job.manifest))
        job.manifest.chunks = try sender.sendChunks(job.manifest, job.bytes)
        board.noteWritten(bytes: job.manifest.bytes)
        job.stage = .written
        release(job)
    }

    private func complete(_ job: WritingJob) throws(KafkaError) {
        if try wasRemoved(job.manifest.key) { throw .snapshotOutlived }
        job.manifest.state = .complete
        try sender.send(key: job.manifest.key.manifest, value: ManifestText.write(job.manifest))
        board.noteTaken(
            job.manifest, encodeMicroseconds: job.encodeMicroseconds,
            writeMs: SystemClock.monotonicMs() - job.begunAtMs)
        job.ticket.settleComplete()
        renewed.append(job.manifest.key.partition)
    }

    /// Whether somebody with a newer snapshot took this one for that of a dead writer, as it happens to a process that
    /// was frozen.
    private func wasRemoved(_ key: SnapshotKey) throws(KafkaError) -> Bool {
        do throws(KafkaError) {
            let history = try catalogue.look(within: writer.patience)
            return history.isWhole && history.manifests[key.partition]?.contains { $0.key == key } != true
        } catch {
            // Nothing is known, which does not make it wrong to go on, unless the topic is another one.
            if let failure = catalogue.failure { throw failure }
            return false
        }
    }

    private func release(_ job: WritingJob) {
        if job.bytes.isEmpty { return }
        job.dropBytes()
        writer.release(job.manifest.bytes)
    }

    private func fail(_ job: WritingJob, _ error: KafkaError) {
        // Told first: once the ticket is settled, the lane may end.
        if job.ticket.verdict != .abandoned, error != .snapshotsClosed {
            board.noteFailed()
            let isTopicGone = error.code.isUnknownTopic || catalogue.failure?.code == .offsetOutOfRange
            log.emit(.snapshotNotWritten(place.topic, job.manifest.key, error, isTopicGone: isTopicGone))
        }
        job.ticket.settleFailed(error.description)
    }

    // MARK: what is no longer needed

    private func clean(_ partition: Int) {
        guard writer.isOwned(partition) else { return }
        let pending = Set(jobs.map(\.manifest.key))
        do throws(KafkaError) {
            let plan = SnapshotRetention.plan(
                try catalogue.look(within: SnapshotLimits.requestTime), partition: partition,
                isUsable: { [board, place] in $0.format <= place.format && !board.isBroken($0.key) },
                isPending: { pending.contains($0) })
            try remove(plan.removed)
            if let start = plan.logStart { trimmer.trim(partition, to: start) }
        } catch {
            // The next snapshot of the partition finds it again.
            log.emit(.snapshotsNotRemoved(place.topic, partition: partition, error))
        }
    }

    /// Chunks first: a manifest is what they are found by.
    private func remove(_ manifests: [SnapshotManifest]) throws(KafkaError) {
        for manifest in manifests where manifest.chunkPartition < place.partitions {
            for number in 0..<manifest.chunkCount {
                try sender.remove(manifest.key.chunk(number), from: manifest.chunkPartition)
            }
        }
        try sender.settle()
        for manifest in manifests { try sender.remove(manifest.key.manifest, from: SnapshotRecords.partition) }
        try sender.settle()
    }
}

extension KafkaErrorCode {
    fileprivate var isUnknownTopic: Bool {
        self == .unknownTopic || self == .unknownTopicOrPartition || self == .unknownPartition
    }
}

extension KafkaError {
    fileprivate static func snapshotSize(_ bytes: Int) -> KafkaError {
        KafkaError(
            code: .messageTooLarge, operation: "write", subject: "snapshot",
            reason: "\(bytes) bytes, 1 to \(SnapshotLimits.chunks * SnapshotLimits.chunkBytes) are allowed")
    }

    /// Not an error of anybody: told all the same, because it means that this process was not heard of for long.
    fileprivate static let snapshotOutlived = KafkaError(
        code: .wrongState, operation: "complete", subject: "snapshot",
        reason: "it was removed, because another process had a newer one already", isRetriable: false)
}
