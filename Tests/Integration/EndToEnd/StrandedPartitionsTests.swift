import Chaos
import Harness
import KafkaClient
import Testing

@Suite("A process that dies in the middle of a rebalance", .serialized, .needsKafka)
struct StrandedPartitionsTests {
    /// Its place is taken here by a member of the same name, which can be made to die at just that moment.
    @Test("What it was asked to give up does not stay without an owner")
    func deathInRebalance() throws {
        let installation = try Installation.ready(hasDatabase: false)
        let dying = try Consumer(settings: [
            "bootstrap.servers": installation.kafka.bootstrapServers, "group.id": installation.suffix,
            "group.instance.id": "a-0", "partition.assignment.strategy": "cooperative-sticky",
            "session.timeout.ms": "30000", "heartbeat.interval.ms": "200", "auto.offset.reset": "error",
        ])
        let topics = ["flight.events", "external.data", "passenger.events", "iropsd.entities"]
        try dying.subscribe(topics.map(installation.topic))
        var held = 0
        while held == 0 {
            if case .assigned(let partitions)? = dying.poll(timeout: .milliseconds(100)) {
                held = partitions.count
                try dying.assign(incrementally: partitions.map { PartitionOffset($0, .at(0)) })
            }
        }
        let second = try installation.start(instance: "b")
        var isAsked = false
        while !isAsked { if case .revoked? = dying.poll(timeout: .milliseconds(100)) { isAsked = true } }
        dying.close(within: .zero)

        let first = try installation.start(instance: "a")
        let isWhole = Deadline.poll(seconds: 120, everyMs: 250) { () -> Bool? in
            let counts = [first, second].map { DaemonProgress([$0]).partitionCount }
            return counts.reduce(0, +) == held && counts.allSatisfy { $0 > 0 } ? true : nil
        }
        #expect(isWhole == true)
        #expect(second.logLines.contains { $0.contains("lane.rejoins") })
        #expect(![first, second].contains { $0.logLines.contains { $0.contains("lane.restarts") } })
        #expect(first.terminate() == 0 && second.terminate() == 0)
    }
}
