import Testing

@testable import KafkaClient

@Suite("Values")
struct ValueTests {
    @Test("Durations become whole milliseconds, rounded up and capped")
    func milliseconds() {
        #expect(Duration.zero.wholeMilliseconds == 0)
        #expect(Duration.seconds(-1).wholeMilliseconds == 0)
        #expect(Duration.nanoseconds(1).wholeMilliseconds == 1)
        #expect(Duration.microseconds(1001).wholeMilliseconds == 2)
        #expect(Duration.seconds(90).wholeMilliseconds == 90_000)
        #expect(Duration.seconds(1 << 40).wholeMilliseconds == Int32.max)
    }

    @Test(
        "Offsets survive the way to librdkafka and back",
        arguments: [Offset.beginning, .end, .committed, .none, .at(0), .at(1 << 60), .beforeEnd(1), .beforeEnd(500)])
    func offsets(_ offset: Offset) {
        #expect(Offset(raw: offset.raw) == offset)
    }

    @Test("Partition lists carry offsets and metadata, also none and empty ones")
    func lists() {
        let offsets = [
            PartitionOffset("a", 0, at: 5, metadata: "1;w=17;i=1"), PartitionOffset("a", 1, at: 6),
            PartitionOffset(TopicPartition("b", 0), .end),
        ]
        let list = PartitionList(offsets)
        #expect(list.offsets == offsets)
        #expect(list.partitions == offsets.map(\.partition))
    }

    @Test("The generation is read from serialised group metadata")
    func generation() {
        let bytes = [UInt8]("CGMDv2:".utf8) + [7, 0, 0, 0] + [UInt8]("group\0member-1\0".utf8) + [1]
        #expect(GroupIdentity(serialised: bytes)?.generation == 7)
        #expect(GroupIdentity(serialised: bytes)?.group == "group")
        #expect(GroupIdentity(serialised: bytes)?.member == "member-1")
        let outside = [UInt8]("CGMDv2:".utf8) + [255, 255, 255, 255] + [UInt8]("g\0\0".utf8) + [1]
        #expect(GroupIdentity(serialised: outside)?.generation == -1)
        #expect(GroupIdentity(serialised: outside)?.member == "")
    }

    @Test("Any other form gives nothing", arguments: [0, 6, 10, 11, 16])
    func otherForms(_ count: Int) {
        let bytes = [UInt8]("CGMDv2:".utf8) + [7, 0, 0, 0] + [UInt8]("group\0member-1\0".utf8) + [1]
        #expect(GroupIdentity(serialised: Array(bytes.prefix(count))) == nil)
        #expect(GroupIdentity(serialised: [UInt8]("CGMDv3:".utf8) + bytes.dropFirst(7)) == nil)
    }

    @Test("The loaded library is 2.0.2 or newer")
    func version() {
        let version = KafkaVersion.loaded
        #expect((version.major, version.minor, version.patch) >= (2, 0, 2))
        #expect(version.description.hasPrefix("\(version.major).\(version.minor)."))
    }
}
