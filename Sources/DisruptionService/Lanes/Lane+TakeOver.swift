import DisruptionCore
import KafkaClient
import WireFormat

extension Lane {
    /// Takes partitions over: inputs from the committed position, entities from the begin of their log.
    func takeOver(_ partitions: [TopicPartition]) throws(LaneFailure) {
        do throws(KafkaError) {
            let limit = Duration.seconds(LaneLimits.assignmentSeconds)
            let committed = partitions.isEmpty ? [] : try member.committed(partitions, timeout: limit)
            var starts: [PartitionOffset] = []
            var held: [TopicPartition: PartitionOffset] = [:]
            for offset in committed { held[offset.partition] = offset }
            var ranges: [TopicPartition: OffsetRange] = [:]
            for partition in partitions { ranges[partition] = try member.watermarks(of: partition, timeout: limit) }
            try refuseLostPositions(held, ranges)
            for partition in partitions.sorted() {
                guard let range = ranges[partition] else { continue }
                if partition.topic == context.topics.entities {
                    starts.append(try restore(partition, committed: held[partition]?.offset.number, range))
                } else {
                    starts.append(try open(partition, committed: held[partition], range))
                }
            }
            try member.assign(incrementally: starts)
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
}
