import DisruptionCore
import KafkaClient
import Synchronization
import WireFormat

extension Lane {
    /// Shows how the lane stands, for /status and /metrics.
    func publish(at now: Int64, state: String? = nil) {
        lastPublishedMs = now
        tellWaiting(at: now)
        var shown = LaneStatus()
        shown.lane = number
        for input in inputs {
            var partition = LaneStatus.Partition(topic: input.topicName, number: input.number, position: input.position)
            partition.end = member.cachedWatermarks(of: input.place)?.high
            partition.watermark = input.watermark
            shown.partitions.append(partition)
        }
        for held in entities {
            var partition = LaneStatus.Partition(
                topic: context.topics.entities, number: held.number, position: held.position)
            partition.end = member.cachedWatermarks(of: place(of: held))?.high
            partition.stages = held.engine.watermarks
            partition.sizes = held.engine.sizes
            partition.open = held.engine.openDisruptions
            partition.isRestored = held.isRestored
            partition.holdingBack = held.engine.holdingBack
            shown.partitions.append(partition)
        }
        shown.state =
            state
            ?? LaneStatus.state(
                partitions: shown.partitions.count, emptyMs: emptySinceMs.map { now - $0 },
                isRestored: entities.allSatisfy(\.isRestored))
        shown.isCutOff = brokers.isAway
        shown.counts = counts
        (_, shown.lastCommitMs, shown.lastCommitAtMs) = committer.counts
        shown.committingMs = committingMs(at: nowMs)
        shown.firstRecordAtMs = firstRecordAtMs
        status.withLock { $0 = shown }
    }

    /// Shows the last of what the lane has done, when it ends.
    func publishCounts() {
        let counts = counts
        status.withLock { $0.counts = counts }
    }

    /// What the lane has done, with the partitions that it gave up too.
    private var counts: LaneCounts {
        var counts = LaneCounts()
        counts.engines = countersGivenUp
        for held in entities { counts.engines.add(held.engine.counters) }
        counts.set(decoder.counters)
        counts.framesSent = framesSent
        counts.outputs = outputCounts
        counts.detections = detections
        counts.commits = committer.counts.commits
        return counts
    }

    /// Lets go of entities partitions; what they have done stays counted.
    func dropEntities(where isGone: (EntitiesPartition) -> Bool) {
        for held in entities where isGone(held) {
            countersGivenUp.add(held.engine.counters)
            held.loading?.current.cancel()
        }
        entities.removeAll(where: isGone)
    }

    /// Lets go of everything; nothing of it is committed any more.
    func letGo() {
        abandonSnapshots()
        inputs.removeAll()
        for partition in entities { shelf.giveBack(partition, isCommitted: false) }
        dropEntities { _ in true }
    }
}
