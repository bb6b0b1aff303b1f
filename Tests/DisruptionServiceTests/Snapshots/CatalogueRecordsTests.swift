import KafkaClient
import Testing
import WireFormat

@testable import DisruptionService

struct CatalogueRecordsTests {
    private static func apply(
        _ records: inout CatalogueRecords, _ key: String?, _ value: [UInt8]?, at offset: Int64 = 0
    ) -> String? {
        func give(_ key: UnsafeRawBufferPointer?) -> String? {
            guard let value else { return records.apply(key: key, value: nil, offset: offset) }
            return value.withUnsafeBytes { records.apply(key: key, value: $0, offset: offset) }
        }
        guard let key else { return give(nil) }
        return Array(key.utf8).withUnsafeBytes { give($0) }
    }

    private static func name(_ manifest: SnapshotManifest) -> String {
        String(decoding: manifest.key.manifest, as: UTF8.self)
    }

    @Test func theLastRecordOfAKeyHolds() {
        var records = CatalogueRecords(of: 1)
        var manifest = SnapshotExamples.manifest(10, state: .begun)
        #expect(Self.apply(&records, Self.name(manifest), ManifestText.write(manifest), at: 4) == nil)
        #expect(records.history(isWhole: true).manifests[3]?.map(\.state) == [.begun])
        manifest = SnapshotExamples.manifest(10)
        #expect(Self.apply(&records, Self.name(manifest), ManifestText.write(manifest), at: 5) == nil)
        let found = records.history(isWhole: true).manifests[3]
        #expect(found?.map(\.state) == [.complete])
        #expect(found?.map(\.offset) == [5])
        #expect(Self.apply(&records, Self.name(manifest), nil) == nil)
        #expect(records.history(isWhole: true).manifests.isEmpty)
    }

    @Test func aMalformedOneIsToldAndTakesTheGoodOneWithIt() {
        var records = CatalogueRecords(of: 1)
        let manifest = SnapshotExamples.manifest(10)
        #expect(Self.apply(&records, Self.name(manifest), ManifestText.write(manifest)) == nil)
        #expect(Self.apply(&records, Self.name(manifest), Array("state=complete".utf8))?.contains("group") == true)
        #expect(records.history(isWhole: true).manifests.isEmpty)
        #expect(Self.apply(&records, "manifest/1/2", []) != nil)
        #expect(Self.apply(&records, "manifest/" + String(repeating: "9", count: 300), []) == nil)
        #expect(Self.apply(&records, nil, [1]) == nil)
        #expect(Self.apply(&records, "", [1]) == nil)
        #expect(Self.apply(&records, "chunk/1/2/3/w/0", [1]) == nil)
    }

    @Test func livesOfTheLogAreKeptApart() {
        var records = CatalogueRecords(of: 2)
        for incarnation in 1...3 {
            let manifest = SnapshotExamples.manifest(10, incarnation: UInt32(incarnation))
            #expect(Self.apply(&records, Self.name(manifest), ManifestText.write(manifest)) == nil)
            #expect(Self.apply(&records, "worked/\(incarnation)/7", Array("g\(incarnation)".utf8)) == nil)
            let mark = WorkedMarks(incarnation: UInt32(incarnation)).key(of: .input(.externalData, 4))
            let value = Array("\(incarnation + 4)".utf8)
            #expect(Self.apply(&records, String(decoding: mark, as: UTF8.self), value) == nil)
        }
        let history = records.history(isWhole: true)
        #expect(history.manifests[3]?.map(\.key.incarnation) == [2])
        #expect(history.former.map(\.key.incarnation) == [1])
        #expect(history.worked == [7: "g2"])
        #expect(history.inputs == [.externalData: [4: 6]])
        #expect(records.incarnation == nil)
        #expect(Self.apply(&records, "incarnation", Array("3".utf8)) == nil)
        #expect(records.incarnation == 3)
        #expect(Self.apply(&records, "incarnation", Array("three".utf8)) != nil)
    }

    @Test("What is no incarnation of an input topic is told, and what stood before holds")
    func malformedInputMarks() {
        var records = CatalogueRecords(of: 1)
        #expect(Self.apply(&records, "worked/1/flight.events/0", Array("3".utf8)) == nil)
        #expect(Self.apply(&records, "worked/1/flight.events/0", Array("three".utf8)) != nil)
        #expect(records.history(isWhole: true).inputs[.flightEvents] == [0: 3])
    }

    @Test(
        arguments: [
            "worked/1", "worked/1/2/3", "worked/1/flight.state/3", "worked/1/flight.events/1000", "worked/1/x",
            "worked/1/1000", "worked/1/-1", "worked/4294967296/1",
        ])
    func otherMarksAreNone(_ key: String) {
        var records = CatalogueRecords(of: 1)
        #expect(Self.apply(&records, key, Array("g".utf8)) == nil)
        #expect(records.history(isWhole: true).worked.isEmpty && records.history(isWhole: true).inputs.isEmpty)
    }

    @Test func aFloodIsBounded() {
        var records = CatalogueRecords(of: 1, manifestsMax: 10)
        for position in 0..<100 {
            let manifest = SnapshotExamples.manifest(Int64(position), bytes: 1)
            #expect(Self.apply(&records, Self.name(manifest), ManifestText.write(manifest)) == nil)
        }
        #expect(records.history(isWhole: true).manifests[3]?.map(\.key.position) == (90..<100).reversed())
    }
}

struct CatalogueTroubleTests {
    private let gone = KafkaError(code: .unknownTopicOrPartition, operation: "read", subject: "t")

    @Test func aMomentIsNotTold() {
        var trouble = CatalogueTrouble()
        trouble.note(gone, atMs: 0)
        trouble.note(gone, atMs: 4_000)
        #expect(trouble.takeUntold(atMs: 4_999) == nil)
        #expect(trouble.takeUntold(atMs: 5_000) == gone)
        #expect(trouble.takeUntold(atMs: 50_000) == nil)
        trouble.end()
        #expect(trouble.error == nil)
        trouble.note(gone, atMs: 60_000)
        #expect(trouble.takeUntold(atMs: 64_000) == nil)
        trouble.end()
        #expect(trouble.takeUntold(atMs: 70_000) == nil)
    }

    @Test func aRefusalIsToldAtOnceAndBrokersThatAreAwayNever() {
        var trouble = CatalogueTrouble()
        let refused = KafkaError(code: .topicNotAuthorized, operation: "read", subject: "t")
        trouble.note(refused, atMs: 0)
        #expect(trouble.takeUntold(atMs: 0) == refused)
        trouble.end()
        trouble.note(KafkaError(code: .transport, operation: "read", subject: "t"), atMs: 0)
        #expect(trouble.takeUntold(atMs: 1_000_000) == nil)
    }

    @Test func itIsAskedEverySecond() {
        var trouble = CatalogueTrouble()
        var asked = [trouble.mustAsk(atMs: 10_000)]
        trouble.note(gone, atMs: 10_000)
        for time in [10_500, 11_000, 11_500, 12_000] { asked.append(trouble.mustAsk(atMs: Int64(time))) }
        #expect(asked == [false, false, true, false, true])
    }
}
