import Testing

@testable import KafkaClient

/// The hashes of Kafka's own test. Source: `UtilsTest.testMurmur2` in apache/kafka.
@Suite("Partitioner")
struct PartitionerTests {
    static let hashes: [(key: String, hash: Int32)] = [
        ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
        ("a-little-bit-longer-string", -1_486_304_829),
        ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971), ("abc", 479_470_107),
    ]

    @Test("Keys go where Java puts them", arguments: hashes, [1, 3, 6, 12, 1000] as [Int32])
    func java(_ vector: (key: String, hash: Int32), _ count: Int32) {
        let partition = Array(vector.key.utf8).withUnsafeBytes {
            Partitioner.partition(forKey: $0, partitionCount: count)
        }
        #expect(partition == (vector.hash & 0x7FFF_FFFF) % count)
    }
}
