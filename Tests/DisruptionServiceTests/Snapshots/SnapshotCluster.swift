import DisruptionCore
import Foundation
import KafkaClient
import Testing

@testable import DisruptionService

/// A snapshots topic and an entities topic of a test's own on a real broker, and what a test does with them.
struct SnapshotCluster {
    static let entities = 4

    let topic: String
    let entitiesTopic: String
    let servers: String
    let partitions: Int
    let output = CapturedOutput()

    init(partitions: Int = 2, configs: [String: String] = [:], entitiesConfigs: [String: String] = [:]) throws {
        let names = try TopicsBroker.configuration()
        topic = names.topics["iropsd.snapshots"]
        entitiesTopic = names.topics["iropsd.entities"]
        servers = names.kafka.bootstrapServers
        self.partitions = partitions
        let admin = try TopicsBroker.admin()
        defer { admin.close(within: .seconds(5)) }
        let compacted = ["cleanup.policy": "compact"].merging(configs) { $1 }
        try admin.createTopics(
            [
                NewTopic(topic, partitions: partitions, configs: compacted),
                NewTopic(entitiesTopic, partitions: Self.entities, configs: entitiesConfigs),
            ], timeout: .seconds(20)
        ).check()
    }

    func place(_ process: String = "p", incarnation: UInt32 = 1, format: Int64 = 1) -> SnapshotPlace {
        SnapshotPlace(
            base: ["bootstrap.servers": servers], topic: topic, partitions: partitions, entitiesTopic: entitiesTopic,
            incarnation: incarnation, group: "iropsd", format: format, rules: 1, build: "0.1.0", process: process)
    }

    /// A store that runs; closed by the test.
    func store(_ process: String = "p", incarnation: UInt32 = 1, format: Int64 = 1) throws -> SnapshotStore {
        let log = Log(format: .json, level: .debug, descriptor: output.descriptor)
        let store = try SnapshotStore(
            place(process, incarnation: incarnation, format: format), log: log, hooks: KafkaHooks())
        try store.start()
        return store
    }

    /// Codes of what was logged.
    var codes: [String] {
        output.lines.compactMap { line in
            (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["code"] as? String
        }
    }

    /// Records of an entities partition, so that there is a log to trim.
    func fillLog(_ partition: Int32, records: Int) throws {
        let producer = try Producer(settings: ["bootstrap.servers": servers])
        defer { producer.close(within: .seconds(5)) }
        for _ in 0..<records {
            _ = try producer.produce(topic: entitiesTopic, partition: partition, value: [1])
        }
        #expect(try producer.waitUntilDelivered(records, within: .seconds(20)))
    }

    func logStart(_ partition: Int32) throws -> Int64 {
        let consumer = try Consumer(settings: ["bootstrap.servers": servers, "group.id": "test"])
        defer { consumer.close(within: .seconds(2)) }
        return try consumer.watermarks(of: TopicPartition(entitiesTopic, partition), timeout: .seconds(10)).low
    }

    /// Writes a record of any kind.
    func write(key: [UInt8], _ value: [UInt8]?, to partition: Int32 = 0) throws {
        let producer = try Producer(settings: ["bootstrap.servers": servers])
        defer { producer.close(within: .seconds(5)) }
        _ = try producer.produce(topic: topic, partition: partition, key: key, value: value)
        #expect(try producer.waitUntilDelivered(1, within: .seconds(20)))
    }

    /// Keys of all records of a partition of the snapshots topic in order, with whether they are tombstones.
    func records(of partition: Int32) throws -> [(key: String, isTombstone: Bool)] {
        let consumer = try Consumer(
            settings: ["bootstrap.servers": servers, "group.id": "test", "enable.partition.eof": "true"])
        defer { consumer.close(within: .seconds(2)) }
        try consumer.assign(manually: [PartitionOffset(TopicPartition(topic, partition), .beginning)])
        var records: [(key: String, isTombstone: Bool)] = []
        var isAtEnd = false
        Self.eventually {
            consumer.queue(topic, partition)?.drain { message in
                if message.isEndOfPartition { isAtEnd = true }
                if message.isRecord, let key = message.key {
                    records.append((String(decoding: key, as: UTF8.self), message.value == nil))
                }
            }
            return isAtEnd
        }
        return records
    }

    /// Keys of the records that are left once compaction is through.
    func live(_ partition: Int32) throws -> Set<String> {
        var live: Set<String> = []
        for (key, isTombstone) in try records(of: partition) {
            if isTombstone { live.remove(key) } else { live.insert(key) }
        }
        return live
    }

    static func eventually(
        within limit: Duration = .seconds(30), sourceLocation: SourceLocation = #_sourceLocation,
        _ isTrue: () throws -> Bool
    ) rethrows {
        let end = ContinuousClock.now.advanced(by: limit)
        while ContinuousClock.now < end {
            if try isTrue() { return }
            usleep(1_000)
        }
        Issue.record("it did not happen within \(limit)", sourceLocation: sourceLocation)
    }

    // MARK: states

    /// Bytes that look like those of a state: half random, half repeating; everywhere and for each seed others.
    static func state(_ size: Int, seed: UInt64) -> [UInt8] {
        var random = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        return [UInt8](unsafeUninitializedCapacity: size + 8) { buffer, count in
            for start in stride(from: 0, to: size, by: 8) {
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let word = (random >> 8) & 0x003F_003F_003F_003F | UInt64(start >> 8) << 8
                UnsafeMutableRawBufferPointer(buffer).storeBytes(of: word, toByteOffset: start, as: UInt64.self)
            }
            count = size
        }
    }

    static func snapshot(_ partition: Int, at position: Int64, _ state: [UInt8]) -> TakenSnapshot {
        var bytes = ByteWriter(capacity: state.count)
        state.withUnsafeBytes { bytes.putBytes($0) }
        return TakenSnapshot(
            partition: partition, position: position, bytes: bytes, entities: state.count / 500,
            takenAtMs: SystemClock.now().ms, encodeMicroseconds: 1_500)
    }
}

extension LaneSnapshots {
    /// Hands a snapshot over.
    func hand(_ partition: Int, at position: Int64, _ state: [UInt8]) throws -> SnapshotTicket {
        let ticket = begin(SnapshotCluster.snapshot(partition, at: position, state))
        return try #require(ticket)
    }

    /// Writes a snapshot whose position is committed and waits until it is complete.
    func write(
        _ partition: Int, at position: Int64, _ state: [UInt8] = [1, 2, 3],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let ticket = try hand(partition, at: position, state)
        ticket.noteCommitted()
        SnapshotCluster.eventually(sourceLocation: sourceLocation) { ticket.state.isSettled }
        #expect(ticket.state == .complete, sourceLocation: sourceLocation)
    }

    /// Waits until a snapshot is loaded, or broken.
    func read(_ manifest: SnapshotManifest) throws -> Result<[UInt8], SnapshotFault> {
        let load = load(manifest) { Array($0) }
        return finished(load)
    }

    func finished(_ load: SnapshotLoad<[UInt8]>) -> Result<[UInt8], SnapshotFault> {
        var result = Result<[UInt8], SnapshotFault>.failure(.closed)
        SnapshotCluster.eventually {
            switch load.poll() {
            case .loading: return false
            case .loaded(let bytes): result = .success(bytes)
            case .broken(let why): result = .failure(why)
            }
            return true
        }
        return result
    }

    func candidates(_ partition: Int, atOrBelow committed: Int64 = .max) throws -> [SnapshotManifest] {
        SnapshotChoice.candidates(try look(within: .seconds(20)), partition: partition, atOrBelow: committed)
    }
}
