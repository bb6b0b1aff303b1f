import Foundation
import KafkaClient
import Testing

/// What topics/README.md tells developers in other languages about partitions is what the producers do.
@Suite struct TopicsGuideTests {
    @Test(arguments: [
        ("AA1521/2008-02-06/ORD", 6), ("4ac1f7e80d92b356b5e81ee1dfdc5ba8", 3),
    ])
    func thePartitionsThatTheGuideNamesAreThoseOfTheProducers(key: String, count: Int32) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../topics/README.md")
        let guide = try String(contentsOf: file.standardizedFileURL, encoding: .utf8)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let partition = Array(key.utf8).withUnsafeBytes { Partitioner.partition(forKey: $0, partitionCount: count) }
        #expect(
            guide.contains("`\(key)` is in partition \(partition)")
                || guide.contains("with \(count) `\(key)` in partition \(partition)"))
    }
}
