import Harness
import KafkaClient

/// Where a group stands in all that it reads, beside the ends.
struct GroupPositions {
    private let committed: [TopicPartition: Int64]
    private let ends: [TopicPartition: Int64]

    private static let seconds: Int64 = 20

    init(of installation: Installation) throws {
        let settings: KafkaSettings = ["bootstrap.servers": installation.kafka.bootstrapServers]
        let admin = try Admin(settings: settings)
        defer { admin.close(within: .seconds(5)) }
        let names = (InputRecord.topics.map(\.name) + ["iropsd.entities"]).map(installation.topic)
        let topics = try admin.topics(timeout: .seconds(Self.seconds))
        let consumer = try Consumer(
            settings: ["bootstrap.servers": installation.kafka.bootstrapServers, "group.id": "chaos-positions"])
        defer { consumer.close(within: .seconds(5)) }
        var ends: [TopicPartition: Int64] = [:]
        for name in names {
            for partition in topics[name]?.partitions ?? [] {
                let place = TopicPartition(name, partition.id)
                ends[place] = try consumer.watermarks(of: place, timeout: .seconds(Self.seconds)).high
            }
        }
        self.ends = ends
        var committed: [TopicPartition: Int64] = [:]
        for position in try admin.committedOffsets(of: installation.suffix, timeout: .seconds(Self.seconds)) {
            committed[position.partition] = position.offset.number
        }
        self.committed = committed
    }

    func compare(into verdict: inout Verdict) {
        let short = ends.filter { committed[$0.key] != $0.value }
        verdict.add(
            .other, "positions that are not at the end",
            short.map { "\($0.key) at \(committed[$0.key].map { String($0) } ?? "none") of \($0.value)" })
    }
}
