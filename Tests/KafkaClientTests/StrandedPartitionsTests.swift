import KafkaClient
import Testing

@Suite("A static member that dies in the middle of a rebalance", .enabled(if: RealKafka.isAvailable, RealKafka.absence))
struct StrandedPartitionsTests {
    @Test("What it was to give up is owned by nobody, the group's description shows it, and joining anew mends it")
    func joiningAnew() throws {
        let topic = try RealKafka.makeTopic("stranded", partitions: 4)
        let group = RealKafka.uniqueName("stranded")
        func member(_ instance: String) throws -> GroupMember {
            try GroupMember(
                RealKafka.settings().merging(["group.instance.id": instance]), group: group, topic: topic,
                strategy: "cooperative-sticky")
        }
        let admin = try Admin(settings: RealKafka.settings())
        defer { admin.close(within: .seconds(2)) }

        let first = try member("a")
        try eventually {
            try first.step()
            return first.held.count == 4
        }
        first.answersAtOnce = false
        let second = try member("b")
        try eventually {
            try first.step()
            try second.step()
            return first.revocation != nil
        }
        // It dies: a static member does not leave.
        first.consumer.close(within: .zero)
        let again = try member("a")
        try eventually {
            try again.step()
            try second.step()
            return again.held.count == 2
        }
        let description = try admin.group(group, timeout: .seconds(10))
        #expect(description.isStable && Set(description.members.map(\.instance)) == ["a", "b"])
        let owned = description.members.flatMap(\.partitions)
        #expect(Set(owned) == again.held && owned.count == 2)

        try second.consumer.unsubscribe()
        try second.consumer.subscribe([topic])
        try eventually {
            try again.step()
            try second.step()
            return again.held.count == 2 && second.held.count == 2
        }
        #expect(again.held.isDisjoint(with: second.held))
        #expect(again.consumer.close(within: .seconds(20)) && second.consumer.close(within: .seconds(20)))
    }
}
