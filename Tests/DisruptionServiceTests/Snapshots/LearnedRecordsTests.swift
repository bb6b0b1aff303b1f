import DisruptionCore
import KafkaClient
import Testing

@testable import DisruptionService

/// Learned files as parts in the snapshots topic.
struct LearnedRecordsTests {
    /// A file of more than one part.
    static func large() throws -> LearnedInput {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        var text = "iropsd-learned 1\n"
        for a in letters { for b in letters { for c in letters { text += "turn AA \(a)\(b)\(c) 40000\n" } } }
        text += "gain * * * 1\n"
        for a in letters { for b in letters { for c in letters { text += "gain AA * \(a)\(b)\(c) -2000\n" } } }
        return try LearnedInput(bytes: Array(text.utf8))
    }

    private static func records(_ input: LearnedInput) -> [[UInt8]: [UInt8]] {
        Dictionary(uniqueKeysWithValues: LearnedRecords.parts(input).map { ($0.key.bytes, $0.value) })
    }

    @Test func aFileIsPutTogetherFromItsParts() throws {
        let input = try Self.large()
        let records = Self.records(input)
        #expect(records.count == 2 && records.values.allSatisfy { $0.count <= 512 * 1024 })
        #expect(LearnedRecords.file(input.file.hash, records)?.tables == input.file.tables)
    }

    @Test("What is not whole, or other bytes, is no file", arguments: 0..<4)
    func damaged(_ kind: Int) throws {
        let input = try Self.large()
        var records = Self.records(input)
        let last = LearnedPartKey(hash: input.file.hash, number: 1, count: 2).bytes
        switch kind {
        case 0: records[last] = nil
        case 1: records[last]?[7] ^= 1
        case 2: records[last] = []
        default: records = [:]
        }
        #expect(LearnedRecords.file(input.file.hash, records) == nil)
    }

    @Test func keysAreReadAsWritten() {
        let key = LearnedPartKey(hash: 0xFEED, number: 3, count: 32)
        #expect(String(decoding: key.bytes, as: UTF8.self) == "learned/000000000000feed/3/32")
        #expect(LearnedPartKey(key.bytes) == key)
        for text in [
            "learned/000000000000feed/3/3", "learned/000000000000feed/0/33", "learned/00000000000+feed/0/1",
            "learned/000000000000FEED/0/1", "learned/feed/0/1", "learned/000000000000feed/0", "learned", "",
            "learned/000000000000feed/-1/1", "learned/000000000000feed/00/1",
            String(repeating: "learned/", count: 100),
        ] {
            #expect(LearnedPartKey(Array(text.utf8)) == nil, "\(text)")
        }
        // The catalogue of snapshots passes over them.
        var records = CatalogueRecords(of: 1)
        let told = key.bytes.withUnsafeBytes { records.apply(key: $0, value: $0, offset: 0) }
        #expect(told == nil && records.history(isWhole: true).manifests.isEmpty)
    }

    @Test("A process without the file finds it in the topic", .enabled(if: TopicsBroker.isAvailable))
    func keptOnABroker() throws {
        let cluster = try SnapshotCluster()
        var configuration = Configuration()
        configuration.kafka.bootstrapServers = cluster.servers
        configuration.topics["iropsd.snapshots"] = cluster.topic
        let records = LearnedRecords(configuration)
        let input = try Self.large()
        #expect(try records.find(input.file.hash) == nil)
        #expect(try records.keep(input))
        #expect(try !records.keep(input))
        #expect(try records.find(input.file.hash)?.tables == input.file.tables)
        #expect(try records.find(input.file.hash ^ 1) == nil)
        // Snapshots are found beside it, and nothing of it is reported.
        let store = try cluster.store()
        defer { store.close(within: .seconds(5)) }
        let lane = store.lane(0) {}
        try lane.write(0, at: 100, SnapshotCluster.state(1000, seed: 1))
        #expect(try lane.candidates(0).map(\.key.position) == [100])
        #expect(cluster.codes.isEmpty)
        #expect(try records.find(input.file.hash) != nil)
    }
}
