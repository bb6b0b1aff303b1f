import Testing

@testable import KafkaClient

@Suite("What the coordinator says of a member")
struct GroupAssignmentTests {
    /// Version 1, two topics, no user data.
    private static let assignment: [UInt8] =
        [0, 1, 0, 0, 0, 2, 0, 1] + Array("a".utf8) + [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 11, 0, 2] + Array("bc".utf8)
        + [0, 0, 0, 1, 0, 0, 1, 0, 0xFF, 0xFF, 0xFF, 0xFF]

    @Test("Partitions are read, and cut off bytes are nothing")
    func partitions() {
        let whole = Self.assignment.withUnsafeBytes { GroupAssignment.partitions(in: $0) }
        #expect(whole == [TopicPartition("a", 0), TopicPartition("a", 11), TopicPartition("bc", 256)])
        for count in 1..<(Self.assignment.count - 4) {
            let cut = Self.assignment.prefix(count).withUnsafeBytes { GroupAssignment.partitions(in: $0) }
            #expect(cut == nil, "\(count) bytes")
        }
        #expect([UInt8]().withUnsafeBytes { GroupAssignment.partitions(in: $0) } == [])
    }

    @Test("A static member's id begins with its instance id, a dynamic one's with its client id")
    func instances() {
        let uuid = "01234567-89ab-cdef-0123-456789abcdef"
        #expect(GroupAssignment.instance(memberID: "a-0-\(uuid)", clientID: "iropsd-a-0") == "a-0")
        #expect(GroupAssignment.instance(memberID: "iropsd-1-0-\(uuid)", clientID: "iropsd-1-0") == nil)
        #expect(GroupAssignment.instance(memberID: "short", clientID: "c") == nil)
    }
}
