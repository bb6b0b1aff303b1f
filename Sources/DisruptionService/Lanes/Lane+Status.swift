import DisruptionCore
import KafkaClient
import Synchronization
import WireFormat

extension Lane {
    /// Shows how the lane stands, for /status and /metrics.
    func publish(at now: Int64, state: String? = nil) {
        lastPublishedMs = now
        var shown = LaneStatus()
        shown.lane = number
        for input in inputs {
            var partition = LaneStatus.Partition(topic: input.topicName, number: input.number, position: input.position)
            partition.end = consumer.cachedWatermarks(of: TopicPartition(input.topicName, Int32(input.number)))?.high
            partition.watermark = input.watermark
            shown.partitions.append(partition)
        }
        for held in entities {
            var partition = LaneStatus.Partition(
                topic: context.topics.entities, number: held.number, position: held.position)
            partition.end =
                consumer.cachedWatermarks(of: TopicPartition(context.topics.entities, Int32(held.number)))?.high
            partition.stages = held.engine.watermarks
            partition.sizes = held.engine.sizes
            partition.isRestored = held.isRestored
            partition.holdingBack = held.engine.holdingBack
            shown.partitions.append(partition)
            shown.counters.add(held.engine.counters)
        }
        shown.state =
            state
            ?? LaneStatus.state(
                partitions: shown.partitions.count, emptyMs: emptySinceMs.map { now - $0 },
                isRestored: entities.allSatisfy(\.isRestored))
        let counters = decoder.counters
        shown.accepted = Int64(clamping: counters.accepted)
        shown.rejected = Int64(clamping: counters.rejected)
        shown.rejections = DeadLetterReason.allCases.compactMap {
            counters[$0] > 0 ? ($0.name.description, Int64(clamping: counters[$0])) : nil
        }
        shown.unknownFields = Int64(clamping: counters.unknownFields)
        shown.tombstones = Int64(clamping: counters.tombstones)
        shown.marks = Int64(clamping: counters.marks)
        shown.framesSent = framesSent
        shown.outputs = outputCounts
        (shown.commits, shown.lastCommitMs, shown.lastCommitAtMs) = committer.counts
        shown.firstRecordAtMs = firstRecordAtMs
        status.withLock { $0 = shown }
    }
}
