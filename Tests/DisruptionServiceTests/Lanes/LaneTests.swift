import DisruptionCore
import KafkaClient
import Testing
import WireFormat

@testable import DisruptionService

struct LaneTests {
    @Test("A transaction ends before the group gives its lane up", arguments: [(nil, "30000"), ("10000", "10000")])
    func transactionTimeout(session: String?, expected: String) {
        var base = KafkaSettings()
        base["session.timeout.ms"] = session
        let clients = LaneClients(base: base, groupID: "g", instance: "a-0", fallback: "0")
        #expect(clients.transactions["transaction.timeout.ms"] == expected)
        base["session.timeout.ms"] = "45000"
        let longer = LaneClients(base: base, groupID: "g", instance: "a-0", fallback: "0")
        #expect(longer.transactions["transaction.timeout.ms"] == "30000")
        #expect(longer.consumer["session.timeout.ms"] == "45000")
    }

    @Test("A connection that is dead without a word is given up soon, and before a transaction that waits for it")
    func deadConnections() throws {
        var base: KafkaSettings = ["bootstrap.servers": "127.0.0.1:9", "session.timeout.ms": "3000"]
        base.reconnectSoon()
        let clients = LaneClients(base: base, groupID: "g", instance: "a-0", fallback: "0")
        #expect(clients.consumer["socket.timeout.ms"] == "10000")
        #expect(clients.transactions["socket.timeout.ms"] == "3000")
        try TransactionalProducer(settings: clients.transactions).close(within: .seconds(1))
        base = ["socket.timeout.ms": "20000", "reconnect.backoff.ms": "50"]
        base.reconnectSoon()
        #expect(base["socket.timeout.ms"] == "20000")
        #expect(base["reconnect.backoff.max.ms"] == nil)
    }

    @Test("A lane is ready when it works, or has been given nothing for a while")
    func states() {
        func state(_ partitions: Int, _ emptyMs: Int64?, _ isRestored: Bool) -> LaneStatus {
            var status = LaneStatus()
            status.state = LaneStatus.state(partitions: partitions, emptyMs: emptyMs, isRestored: isRestored)
            return status
        }
        #expect(!state(0, nil, true).isReady)
        #expect(!state(0, 0, true).isReady)
        #expect(!state(3, nil, false).isReady)
        #expect(state(3, nil, true).isReady)
        #expect(state(0, LaneLimits.standByMs, true).isReady)
        #expect(state(0, LaneLimits.standByMs, true).state == "standing by")
        #expect(!LaneStatus().isReady)
        var status = LaneStatus()
        #expect(status.reason == "lane 0 is starting")
        (status.restarts, status.lastRestart) = (3, "no right")
        #expect(status.reason == "lane 0 is starting; it started anew 3 times, last: no right")
    }

    @Test("Headers count in the size of a commit")
    func headersCount() {
        let unit = CommitUnit<GroupMetadata>()
        let headers = [RecordHeader("ab", [UInt8](repeating: 1, count: 100)), RecordHeader("c", nil)]
        unit.add(.deadLetterQueue, key: nil, value: nil, headers: headers)
        #expect(unit.outputBytes == 103)
        unit.reset()
        #expect(unit.outputBytes == 0)
    }
}
