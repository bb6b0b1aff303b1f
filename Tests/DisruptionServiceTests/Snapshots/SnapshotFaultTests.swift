import DisruptionCore
import Foundation
import KafkaClient
import Testing

@testable import DisruptionService

/// Snapshots that are damaged, missing, too new or not to be had, on a real broker.
@Suite(.enabled(if: TopicsBroker.isAvailable, TopicsBroker.absence))
struct SnapshotFaultTests {
    private let limit = Duration.seconds(5)

    /// One good snapshot, read by its manifest with something wrong in it.
    private func broken(_ change: (SnapshotManifest) -> SnapshotManifest) throws -> SnapshotFault? {
        let cluster = try SnapshotCluster()
        let store = try cluster.store()
        defer { store.close(within: limit) }
        let lane = store.lane(0) {}
        try lane.write(1, at: 7, SnapshotCluster.state(1_200_000, seed: 1))
        try lane.write(2, at: 8, SnapshotCluster.state(1_200_000, seed: 2))
        let manifest = change(try #require(try lane.candidates(1).first))
        let result = try lane.read(manifest)
        // The loader goes on with what is right.
        let good = try #require(try lane.candidates(2).first)
        #expect(try lane.read(good) == .success(SnapshotCluster.state(1_200_000, seed: 2)))
        guard case .failure(let fault) = result else { return nil }
        #expect(cluster.codes == ["snapshots.broken"])
        #expect(store.board.isBroken(manifest.key) == fault.isOfTheSnapshot)
        return fault
    }

    private func changed(
        _ manifest: SnapshotManifest, chunk number: Int, offset: Int64? = nil, checksum: UInt64? = nil
    ) -> SnapshotManifest {
        var manifest = manifest
        let chunk = manifest.chunks[number]
        manifest.chunks[number] = SnapshotManifest.Chunk(
            offset: offset ?? chunk.offset, bytes: chunk.bytes, checksum: checksum ?? chunk.checksum)
        return manifest
    }

    @Test func nothingWrong() throws {
        #expect(try broken { $0 } == nil)
    }

    @Test func aDamagedChunk() throws {
        #expect(try broken { changed($0, chunk: 1, checksum: 5) } == .chunkChecksum(1))
    }

    @Test func aDamagedWhole() throws {
        #expect(
            try broken { manifest in
                var manifest = manifest
                manifest.checksum = 1
                return manifest
            } == .checksum)
    }

    @Test func aChunkOfAnother() throws {
        #expect(try broken { changed($0, chunk: 2, offset: $0.chunks[2].offset + 1) } == .chunkForeign(2, offset: 3))
    }

    @Test func aChunkBeyondTheEnd() throws {
        #expect(try broken { changed($0, chunk: 2, offset: 10) } == .chunkMissing(2, offset: 10))
        #expect(try broken { changed($0, chunk: 2, offset: 10_000) } == .chunkMissing(2, offset: 10_000))
    }

    @Test func whatTheEngineDoesNotTake() throws {
        struct Refusal: Error, CustomStringConvertible { let description = "an unknown table" }
        let cluster = try SnapshotCluster()
        let store = try cluster.store()
        defer { store.close(within: limit) }
        let lane = store.lane(0) {}
        try lane.write(1, at: 7)
        let manifest = try #require(try lane.candidates(1).first)
        let load: SnapshotLoad<[UInt8]> = lane.load(manifest) { _ in throw Refusal() }
        #expect(lane.finished(load) == .failure(.undecodable("an unknown table")))
    }

    @Test func aNewerFormatIsRefusedAndTheOneBeforeStays() throws {
        let cluster = try SnapshotCluster()
        let old = try cluster.store("old", format: 1)
        defer { old.close(within: limit) }
        let lane = old.lane(0) {}
        try lane.write(1, at: 7)
        let new = try cluster.store("new", format: 2)
        try new.lane(0) {}.write(1, at: 8)
        new.close(within: limit)
        let found = try lane.candidates(1)
        #expect(found.map(\.key.position) == [8, 7])
        #expect(try lane.read(found[0]) == .failure(.newerFormat(2, known: 1)))
        #expect(try lane.read(found[1]) == .success([1, 2, 3]))
        // What it cannot read does not count for what may go.
        lane.own([1])
        try lane.write(1, at: 9)
        try lane.write(1, at: 10)
        try SnapshotCluster.eventually { try lane.candidates(1).map(\.key.position) == [10, 9] }
    }

    @Test func aBrokenOneDoesNotCountForWhatMayGo() throws {
        let cluster = try SnapshotCluster()
        let store = try cluster.store()
        defer { store.close(within: limit) }
        let lane = store.lane(0) {}
        lane.own([1])
        try lane.write(1, at: 7)
        try lane.write(1, at: 8)
        let newest = try #require(try lane.candidates(1).first)
        #expect(try lane.read(changed(newest, chunk: 0, checksum: 1)) == .failure(.chunkChecksum(0)))
        try lane.write(1, at: 9)
        store.close(within: limit)
        #expect(try cluster.live(0).count == 3)
    }

    @Test func hostileRecordsAreToldOnceAndPassedOver() throws {
        let cluster = try SnapshotCluster()
        try cluster.write(key: Array("manifest/1/1/5/evil".utf8), Array("state=complete\nbytes=99999999999".utf8))
        try cluster.write(key: Array("manifest/1/1".utf8), [0xFF])
        try cluster.write(key: [UInt8](repeating: 0x41, count: 5_000), nil)
        let store = try cluster.store()
        defer { store.close(within: limit) }
        let lane = store.lane(0) {}
        try lane.write(1, at: 7)
        #expect(try lane.candidates(1).map(\.key.position) == [7])
        _ = try lane.look(within: limit)
        #expect(cluster.codes == ["snapshots.malformed", "snapshots.malformed"])
    }

    @Test func marksCountWhenTheirTransactionIsThrough() throws {
        let cluster = try SnapshotCluster()
        let store = try cluster.store()
        defer { store.close(within: limit) }
        let lane = store.lane(0) {}
        let transactions = try TransactionalProducer(
            settings: ["bootstrap.servers": cluster.servers, "transactional.id": cluster.topic])
        defer { transactions.close(within: limit) }
        try transactions.initTransactions(within: .seconds(20))
        try transactions.begin()
        _ = try transactions.producer.produce(
            topic: cluster.topic, partition: 0, key: Array("worked/1/3".utf8), value: Array("iropsd".utf8))
        #expect(try transactions.producer.waitUntilDelivered(1, within: .seconds(20)))
        try lane.write(1, at: 7)
        // What stands behind the open transaction is not seen, and that is said.
        let hidden = try lane.look(within: limit)
        #expect(hidden.worked.isEmpty && hidden.manifests.isEmpty)
        SnapshotCluster.eventually { (try? lane.look(within: limit).isWhole) == false }
        try transactions.commit(within: .seconds(20))
        try SnapshotCluster.eventually { try lane.look(within: limit).isWhole }
        let seen = try lane.look(within: limit)
        #expect(seen.worked == [3: "iropsd"])
        #expect(seen.firstWorked(of: [0, 1, 2, 3])?.partition == 1)
    }

    @Test func aTopicThatIsGoneIsNoticed() throws {
        let cluster = try SnapshotCluster()
        let store = try cluster.store()
        defer { store.close(within: limit) }
        let lane = store.lane(0) {}
        try lane.write(1, at: 7)
        let admin = try TopicsBroker.admin()
        defer { admin.close(within: limit) }
        try admin.deleteTopics([cluster.topic], timeout: .seconds(20)).check()
        #expect(throws: KafkaError.self) {
            while true { _ = try lane.look(within: .seconds(1)) }
        }
        SnapshotCluster.eventually { cluster.codes.contains("snapshots.unreadable") }
        let ticket = try lane.hand(1, at: 8, [1])
        ticket.noteCommitted()
        SnapshotCluster.eventually(within: .seconds(60)) { ticket.state.isSettled }
        #expect(cluster.codes == ["snapshots.unreadable", "snapshots.not_written"])
    }

    @Test func aLogThatWasMadeAnewIsNoticed() throws {
        let cluster = try SnapshotCluster()
        let store = try cluster.store()
        defer { store.close(within: limit) }
        let lane = store.lane(0) {}
        try cluster.write(key: Array("incarnation".utf8), Array("1".utf8))
        _ = try lane.look(within: limit)
        try cluster.write(key: Array("incarnation".utf8), Array("2".utf8))
        SnapshotCluster.eventually { store.failure != nil }
        let error = #expect(throws: KafkaError.self) { try lane.look(within: limit) }
        #expect(error?.isRetriable == false)
        #expect(cluster.codes == ["snapshots.log_remade"])
    }

    /// What compaction takes out leaves gaps in the offsets, and nothing else.
    @Test func compactionIsSurvived() throws {
        let cluster = try SnapshotCluster(
            configs: [
                "segment.ms": "1000", "min.cleanable.dirty.ratio": "0.001", "delete.retention.ms": "0",
                "max.compaction.lag.ms": "1000",
            ])
        for partition in 1...2 { try cluster.fillLog(Int32(partition), records: 10) }
        let store = try cluster.store()
        defer { store.close(within: limit) }
        let lane = store.lane(0) {}
        lane.own([1, 2])
        for round in 1...4 {
            for partition in 1...2 {
                try lane.write(partition, at: Int64(round), SnapshotCluster.state(1_200_000, seed: UInt64(round)))
            }
        }
        // The active segment is never compacted: something has to begin the next one.
        try SnapshotCluster.eventually(within: .seconds(90)) {
            for partition in 0...1 { try cluster.write(key: Array("other".utf8), [1], to: Int32(partition)) }
            let left = try cluster.records(of: 1).filter { $0.key.hasPrefix("chunk") }
            usleep(500_000)
            return left.count == 12 && !left.contains(where: \.isTombstone)
        }
        let late = try cluster.store("late")
        defer { late.close(within: limit) }
        let other = late.lane(0) {}
        for partition in 1...2 {
            let found = try other.candidates(partition)
            #expect(found.map(\.key.position) == [4, 3])
            for manifest in found {
                #expect(
                    try other.read(manifest)
                        == .success(SnapshotCluster.state(1_200_000, seed: UInt64(manifest.key.position))))
            }
        }
        #expect(cluster.codes.isEmpty)
    }
}
