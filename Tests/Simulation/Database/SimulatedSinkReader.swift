import KafkaClient

@testable import DisruptionService

/// Reads the output topics for a sink: what is committed, from the database's positions.
final class SimulatedSinkReader: SinkReading {
    private struct Partition {
        let table: SinkTable
        let place: Int
        let source: SinkSource
        var fetch: PartitionFetch
    }

    static let topics: [(SinkTable, OutputTopic)] = [
        (.disruptions, .disruptionEvents), (.flightState, .flightState), (.deadLetters, .deadLetterQueue),
    ]

    private let cluster: SimulatedCluster
    private let path: NetworkPath
    private let limits: SinkLimits
    private var partitions: [Partition] = []
    private var shares = 1

    init(_ cluster: SimulatedCluster, _ path: NetworkPath, _ limits: SinkLimits) {
        self.cluster = cluster
        self.path = path
        self.limits = limits
    }

    func start(at positions: [SinkPosition], shares: Int) throws -> [(SinkSource, SinkStart.Finding)] {
        self.shares = shares
        var findings: [(SinkSource, SinkStart.Finding)] = []
        partitions = try path.ask("look at topics", within: .milliseconds(limits.brokerMs)) {
            Self.topics.flatMap { table, topic in
                self.cluster.layout.output(topic).map { place in
                    let name = self.cluster.layout.places[place]
                    let log = self.cluster.logs[place]
                    let stored = positions.first {
                        $0.source.topic == name.topic && $0.source.partition == name.partition
                    }
                    let start = SinkStart(stored: stored, first: log.start, end: log.stableEnd)
                    let source = SinkSource(topic: name.topic, partition: name.partition, log: start.log)
                    if let finding = start.finding { findings.append((source, finding)) }
                    return Partition(
                        table: table, place: place, source: source, fetch: PartitionFetch(position: start.offset))
                }
            }
        }
        return findings
    }

    func fill(_ batch: inout SinkBatch, share: Int) throws -> SinkClock.Level {
        if path.isDead || path.isFrozen { return .drained }
        var isEmpty = true
        for index in partitions.indices where partitions[index].source.share(of: shares) == share {
            let room = limits.batchRowsMax - batch.rowCount
            guard room > 0 else { return .full }
            let log = cluster.logs[partitions[index].place]
            if !path.isCut {
                _ = partitions[index].fetch.fetch(
                    log, nowMs: cluster.timeline.clockMs, most: 20, nextInMs: path.delay())
            }
            var taken = 0
            while taken < min(room, 20), let item = partitions[index].fetch.take() {
                taken += 1
                guard case .record(let offset) = item else { continue }
                let record = log[offset]
                record.key.withView { key in
                    record.value.withView { value in
                        batch.add(
                            SinkRecord(offset: offset, timestampMs: record.timestampMs, key: key, value: value),
                            of: partitions[index].table, from: partitions[index].source
                        ) { _ in nil }
                    }
                }
            }
            isEmpty = isEmpty && taken == 0
        }
        return isEmpty ? .drained : .more
    }

    func tookEffect(_ positions: [SinkSource: Int64]) {}

    func lag(asking: Bool) -> Int64? { nil }

    func close() { partitions = [] }
}
