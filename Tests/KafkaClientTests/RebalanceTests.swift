import KafkaClient
import Testing

@Suite("Rebalances on a real broker", .enabled(if: RealKafka.isAvailable, RealKafka.absence))
struct RebalanceTests {
    @Test(
        "A second member gets its partitions only when the first has answered, however late",
        arguments: ["cooperative-sticky", "range"])
    func lateAnswer(_ strategy: String) throws {
        let topic = try RealKafka.makeTopic("rebalance", partitions: 4)
        let group = RealKafka.uniqueName("rebalance")
        let producer = try Producer(settings: RealKafka.settings())
        for partition in 0..<4 as Range<Int32> { try producer.send("early", to: topic, partition: partition) }

        let first = try GroupMember(RealKafka.settings(), group: group, topic: topic, strategy: strategy)
        try eventually {
            try first.step()
            return first.held.count == 4
        }
        let generation = try #require(try first.consumer.groupMetadata().generation)
        #expect(try first.consumer.groupMetadata().memberID == first.consumer.memberID)
        #expect(try first.consumer.groupMetadata().groupID == group)
        var seen = 0
        eventually {
            for queue in first.consumer.partitionQueues { seen += queue.drainSeen().count }
            return seen == 4
        }

        first.answersAtOnce = false
        let second = try GroupMember(RealKafka.settings(), group: group, topic: topic, strategy: strategy)
        try eventually {
            try first.step()
            try second.step()
            return first.revocation != nil
        }
        // The transaction of the first takes its time: nobody else may get what it holds, and it reads on only later.
        for partition in 0..<4 as Range<Int32> { try producer.send("late", to: topic, partition: partition) }
        let end = ContinuousClock.now.advanced(by: .seconds(1))
        while ContinuousClock.now < end {
            try first.step()
            try second.step()
            #expect(second.held.isEmpty)
            for queue in first.consumer.partitionQueues { #expect(queue.drainSeen() == []) }
        }
        #expect(try first.consumer.assignment().count == 4)
        #expect(!first.consumer.assignmentLost)
        try first.consumer.commit(first.held.map { PartitionOffset($0, .at(1), metadata: "of the first") })

        first.answersAtOnce = true
        try first.answer()
        try eventually {
            try first.step()
            try second.step()
            return first.held.count == 2 && second.held.count == 2
        }
        #expect(first.held.isDisjoint(with: second.held))
        let committed = try second.consumer.committed(second.held.sorted(), timeout: .seconds(20))
        #expect(committed.allSatisfy { $0.offset == .at(1) && $0.metadata == "of the first" })
        let later = try #require(try first.consumer.groupMetadata().generation)
        #expect(later > generation)
        #expect(try second.consumer.groupMetadata().generation == later)

        // Both go on where the commit says, none twice.
        var records: [Seen] = []
        try eventually {
            for member in [first, second] {
                try member.step()
                for queue in member.consumer.partitionQueues { records += queue.drainSeen() }
            }
            return records.count == 4
        }
        #expect(records.allSatisfy { $0.value == "late" && $0.offset == 1 })
        #expect(Set(records.map(\.partition)).count == 4)

        // Leaving gives everything to the other.
        #expect(second.consumer.close(within: .seconds(20)))
        try eventually {
            try first.step()
            return first.held.count == 4
        }
        #expect(first.consumer.close(within: .seconds(20)))
    }

    @Test("Closing with a revocation unanswered still leaves the group in time")
    func closeUnanswered() throws {
        let topic = try RealKafka.makeTopic("rebalance", partitions: 2)
        let group = RealKafka.uniqueName("rebalance")
        let strategy = "cooperative-sticky"
        let first = try GroupMember(RealKafka.settings(), group: group, topic: topic, strategy: strategy)
        try eventually {
            try first.step()
            return first.held.count == 2
        }
        first.answersAtOnce = false
        let second = try GroupMember(RealKafka.settings(), group: group, topic: topic, strategy: strategy)
        try eventually {
            try first.step()
            try second.step()
            return first.revocation != nil
        }
        #expect(first.consumer.close(within: .seconds(10)))
        try eventually {
            try second.step()
            return second.held.count == 2
        }
        #expect(second.consumer.close(within: .seconds(10)))
    }

    @Test("A second member with the same instance id fences the first, fatally")
    func fencedInstance() throws {
        let topic = try RealKafka.makeTopic("rebalance", partitions: 1)
        let group = RealKafka.uniqueName("rebalance")
        let settings = try RealKafka.settings().merging(["group.instance.id": "lane-0"])
        let first = try GroupMember(settings, group: group, topic: topic, strategy: "cooperative-sticky")
        try eventually {
            try first.step()
            return first.held.count == 1
        }
        first.answersAtOnce = false
        let second = try GroupMember(settings, group: group, topic: topic, strategy: "cooperative-sticky")
        try eventually {
            try first.step()
            try second.step()
            return first.events.contains { if case .error(let error) = $0 { error.isFatal } else { false } }
        }
        guard case .error(let error)? = first.events.last(where: { if case .error = $0 { true } else { false } }) else {
            return
        }
        #expect(error.code == .fencedInstance)
        try eventually {
            try second.step()
            return second.held.count == 1
        }
        first.consumer.close(within: .seconds(5))
        #expect(second.consumer.close(within: .seconds(10)))
    }
}
