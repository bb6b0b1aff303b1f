import KafkaClient
import Testing

@testable import DisruptionService

@Suite("Whose lanes are in the group")
struct LaneMembersTests {
    private let clients = LaneClients(base: [:], groupID: "ops", instance: "a-0", fallback: "x-0")
    private let ids: Set<String> = ["ops.a-0", "ops.b-1", "ops.host-7-0"]

    private func members(_ members: [GroupDescription.Member]) -> Set<String> {
        clients.members(among: ids, GroupDescription(isStable: true, members: members))
    }

    @Test("By instance, or by the client id of a dynamic member")
    func present() {
        #expect(members([]) == [])
        #expect(members([.init(instance: "b-1", clientID: "iropsd-b-1", partitions: [])]) == ["ops.b-1"])
        #expect(members([.init(instance: "b", clientID: "iropsd-b-1", partitions: [])]) == [])
        #expect(
            members([
                .init(instance: nil, clientID: "iropsd-host-7-0", partitions: []),
                .init(instance: "a-0", clientID: "mine", partitions: []),
            ]) == ["ops.host-7-0", "ops.a-0"])
    }

    @Test("A member that does not show its lane may be any of them: nobody is fenced on a guess")
    func hidden() {
        #expect(members([.init(instance: nil, clientID: "mine", partitions: [])]) == ids)
    }
}
