import DisruptionCore
import KafkaClient

@testable import DisruptionService

/// Reads entities partitions outside of the group, and knows the group's positions.
final class SimulatedFollower: LogFollower {
    private let cluster: SimulatedCluster
    private let path: NetworkPath
    private let rules: BrokenRules
    private var fetches: [Int: PartitionFetch] = [:]

    init(_ cluster: SimulatedCluster, _ path: NetworkPath, _ rules: BrokenRules) {
        self.cluster = cluster
        self.path = path
        self.rules = rules
    }

    func assign(manually partitions: [PartitionOffset]) throws(KafkaError) {
        try path.live()
        fetches = [:]
        for offset in partitions {
            guard let place = cluster.layout.number(offset.partition) else { continue }
            fetches[place] = PartitionFetch(position: offset.offset.number ?? 0)
        }
    }

    func drain<Failure: Error>(
        _ place: TopicPartition, max most: Int, _ body: (borrowing SimulatedMessage) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        guard !path.isDead, !path.isFrozen, let number = cluster.layout.number(place) else { return 0 }
        let log = cluster.logs[number]
        if !path.isCut {
            _ = fetches[number]?.fetch(log, nowMs: cluster.timeline.clockMs, most: most, nextInMs: path.delay())
        }
        var count = 0
        while count < most, let item = fetches[number]?.take() {
            count += 1
            try SimulatedMessage.hand(item, of: log, body)
        }
        return count
    }

    func committed(_ partitions: [TopicPartition], timeout: Duration) throws(KafkaError) -> [PartitionOffset] {
        try path.ask("read committed offsets", within: timeout) {
            partitions.compactMap { partition in
                guard let place = self.cluster.layout.number(partition),
                    let held = self.cluster.offsets.committed[place]
                else { return nil }
                let offset = self.rules.followsTooFar ? self.cluster.logs[place].end : held.offset
                return PartitionOffset(partition, .at(offset), metadata: held.metadata)
            }
        }
    }

    func watermarks(of partition: TopicPartition, timeout: Duration) throws(KafkaError) -> OffsetRange {
        try path.ask("ask for offsets", within: timeout) {
            guard let log = self.cluster.log(partition) else { return OffsetRange(low: 0, high: 0) }
            return OffsetRange(low: log.start, high: log.stableEnd)
        }
    }
}
