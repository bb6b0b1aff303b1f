import KafkaClient

/// What the loader's thread does: reads the partitions that have wanted chunks, in passes that all jobs share.
final class LoadingCourse {
    private let loader: SnapshotLoader
    private let consumer: Consumer
    private let place: SnapshotPlace
    private var jobs: [Int: LoadingJob] = [:]
    private var lastJob = 0
    private var plans: [Int32: ChunkPlan] = [:]
    /// Nothing came with the last look.
    private(set) var isQuiet = false
    /// Of chunks that are waited for.
    private var trouble = CatalogueTrouble()

    init(_ loader: SnapshotLoader, _ consumer: Consumer, _ place: SnapshotPlace) {
        self.loader = loader
        self.consumer = consumer
        self.place = place
    }

    /// Does what can be done now.
    /// - Returns: false at the end.
    func advance() -> Bool {
        guard let arrived = loader.takeArrived() else {
            for job in jobs.values { job.fail(.closed) }
            return false
        }
        dropUnwanted()
        for job in arrived { add(job) }
        do throws(KafkaError) {
            try direct()
            isQuiet = try read() == 0
        } catch {
            if error.isRetriable {
                note(error)
                isQuiet = true
            } else {
                failAll(error)
            }
        }
        if jobs.isEmpty { trouble.end() }
        if let error = trouble.takeUntold(atMs: SystemClock.monotonicMs()) { loader.tell(error) }
        return true
    }

    private func note(_ error: KafkaError) { trouble.note(error, atMs: SystemClock.monotonicMs()) }

    private func add(_ job: LoadingJob) {
        lastJob += 1
        jobs[lastJob] = job
        for (number, chunk) in job.manifest.chunks.enumerated() {
            plans[job.manifest.chunkPartition, default: ChunkPlan()].add(
                ChunkPlan.Want(job: lastJob, chunk: number), at: chunk.offset)
        }
    }

    private func dropUnwanted() {
        for (number, job) in jobs where !job.isWanted() { drop(number) }
    }

    private func drop(_ number: Int) {
        guard let job = jobs.removeValue(forKey: number) else { return }
        plans[job.manifest.chunkPartition]?.remove(job: number)
    }

    // MARK: where to read

    /// Has exactly the partitions fetched that have wanted chunks, each from where its plan says.
    ///
    /// Every change of place is a new assignment. A seek would keep what others have fetched ahead, but librdkafka
    /// 2.0.2 does not answer one for seconds when the partition was assigned a moment before (seen).
    private func direct() throws(KafkaError) {
        plans = plans.filter { !$0.value.isEmpty }
        var isInPlace = Set(consumer.partitionQueues.map(\.partition.partition)) == Set(plans.keys)
        var starts: [PartitionOffset] = []
        for partition in plans.keys {
            if case .seek(let offset)? = plans[partition]?.step() {
                plans[partition]?.place(at: offset)
                isInPlace = false
            }
            starts.append(PartitionOffset(place.topic, partition, at: plans[partition]?.position ?? 0))
        }
        if !isInPlace { try consumer.assign(manually: starts) }
    }

    // MARK: reading

    private func read() throws(KafkaError) -> Int {
        while let event = consumer.poll() {
            if case .error(let error) = event, !error.isRetriable, !error.healsWithBroker { throw error }
        }
        var count = 0
        for partition in plans.keys {
            guard let queue = consumer.queue(place.topic, partition) else { continue }
            // Few at a time, because a pass may be over after any of them.
            count += try queue.drain(max: Int(ChunkPlan.passedOver)) { (message) throws(KafkaError) in
                try take(message, of: partition)
            }
        }
        return count
    }

    private func take(_ message: borrowing ConsumedMessage, of partition: Int32) throws(KafkaError) {
        if message.isRecord {
            trouble.end()
            guard let (wants, missing) = plans[partition]?.take(message.offset) else { return }
            fail(missing)
            for want in wants {
                guard let job = jobs[want.job] else { continue }
                do throws(SnapshotFault) {
                    guard try job.take(want.chunk, key: message.key, value: message.value) else { continue }
                    _ = job.conclude()
                    jobs[want.job] = nil
                } catch {
                    drop(want.job)
                    job.fail(error)
                }
            }
        } else if message.isEndOfPartition {
            fail(plans[partition]?.end(at: message.offset) ?? [])
        } else if let error = message.error {
            switch error.code {
            case .offsetOutOfRange, .noOffset: fail(plans[partition]?.takeAll() ?? [])
            default:
                guard error.isRetriable else { throw error }
                note(error)
            }
        }
    }

    private func fail(_ missing: [ChunkPlan.Want]) {
        for want in missing {
            guard let job = jobs[want.job] else { continue }
            drop(want.job)
            job.fail(.chunkMissing(want.chunk, offset: job.manifest.chunks[want.chunk].offset))
        }
    }

    private func failAll(_ error: KafkaError) {
        for job in jobs.values { job.fail(.unreadable(error)) }
        jobs.removeAll()
        plans.removeAll()
    }
}
