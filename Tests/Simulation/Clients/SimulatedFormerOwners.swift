import KafkaClient
import WireFormat

@testable import DisruptionService

/// What those who had partitions before have left in the simulated cluster.
final class SimulatedFormerOwners: FormerOwners {
    private let cluster: SimulatedCluster
    private let path: NetworkPath

    init(_ cluster: SimulatedCluster, _ path: NetworkPath) {
        self.cluster = cluster
        self.path = path
    }

    func ids(of partitions: [TopicPartition], within limit: Duration) throws(KafkaError) -> Set<String> {
        try path.ask("read committed offsets", within: limit) {
            Set(
                partitions.compactMap(self.cluster.layout.number).compactMap { place in
                    self.cluster.offsets.committed[place]?.metadata.flatMap { PositionOwner.id(in: $0) }
                })
        }
    }

    func group(within limit: Duration) throws(KafkaError) -> GroupDescription {
        try path.ask("describe group", within: limit) {
            self.cluster.group.description { self.cluster.layout.places[$0] }
        }
    }

    func endTransaction(of id: String, within limit: Duration) throws(KafkaError) {
        try path.ask("init transactions", within: limit) { () throws(KafkaError) in
            self.cluster.tell("what \(id) left open is ended")
            while true {
                do {
                    _ = try self.cluster.transactions.initialise(id, timeoutMs: SimulatedTransactions.timeoutMs)
                    return
                } catch {
                    try self.path.wait("init transactions", within: limit) { self.cluster.transactions.isAtRest(id) }
                }
            }
        }
    }
}
