import DisruptionCore
import Testing

@testable import DisruptionService

struct ManifestTextTests {
    @Test(arguments: SnapshotManifest.State.allCases, [1, 524_288, 524_289, 30_000_000, 1 << 30])
    func whatIsWrittenIsRead(_ state: SnapshotManifest.State, bytes: Int) throws {
        let manifest = SnapshotExamples.manifest(42, state: state, bytes: bytes)
        let text = ManifestText.write(manifest)
        #expect(text.count <= SnapshotLimits.manifestBytes)
        #expect(try SnapshotExamples.read(text, key: manifest.key) == manifest)
    }

    @Test func aPersonCanReadIt() {
        let text = String(decoding: ManifestText.write(SnapshotExamples.manifest(42)), as: UTF8.self)
        #expect(
            text == """
                state=complete
                format=1
                rules=1
                build=0.1.0
                group=iropsd
                taken_at=1763781998123
                entities=4711
                bytes=1200000
                chunks=3
                chunk_partition=1
                checksum=0123456789abcdef
                chunk.0=100 524288 0000000000000000
                chunk.1=103 524288 0000000000000001
                chunk.2=106 151424 0000000000000002

                """)
    }

    @Test func linesOfNewerBuildsArePassedOver() throws {
        let manifest = SnapshotExamples.manifest(42)
        let text = ManifestText.write(manifest) + Array("shape=round\n".utf8)
        #expect(try SnapshotExamples.read(text, key: manifest.key) == manifest)
    }

    @Test func itTellsWhatTheLogWasMadeFor() throws {
        var manifest = SnapshotExamples.manifest(42)
        manifest.layout = LogLayout(flightEvents: 7, externalData: 8, passengerEvents: 4, entities: 24)
        let text = String(decoding: ManifestText.write(manifest), as: UTF8.self)
        let line = "layout=flight.events:7 external.data:8 passenger.events:4 iropsd.entities:24"
        #expect(text.split(separator: "\n").contains { $0 == line })
        #expect(try SnapshotExamples.read(text.utf8, key: manifest.key) == manifest)
        for wrong in ["flight.events:7", line.dropFirst(7) + " x:1", "flight.events:0" + line.dropFirst(22), ""] {
            let broken = text.replacing(line, with: "layout=" + wrong)
            #expect(throws: ManifestText.Problem.self) { try SnapshotExamples.read(broken.utf8, key: manifest.key) }
        }
        let history = SnapshotHistory(incarnation: 1, manifests: [SnapshotExamples.manifest(3), manifest])
        #expect(history.conflict(with: try #require(manifest.layout)) == nil)
        let cause = try #require(history.conflict(with: LogLayout(flightEvents: 6, entities: 24)))
        #expect("\(cause)".contains("flight.events had 7 partitions, 6 are declared. Set kafka.partitions back"))
    }

    @Test(arguments: [
        ("state=complete", "state=finished"), ("format=1", "format=-1"), ("format=1", "form=1"),
        ("bytes=1200000", "bytes=0"), ("bytes=1200000", "bytes=99999999999999999999"),
        ("bytes=1200000", "bytes=9007199254740991"), ("bytes=1200000", "bytes=01200000"),
        ("chunks=3", "chunks=2"), ("chunks=3", "chunks=3\nchunks=3"), ("chunk.1=103", "chunk.1=100"),
        ("chunk.1=103", "chunk.9=103"), ("524288 0000000000000001", "524287 0000000000000001"),
        ("0123456789abcdef", "0123456789ABCDEF"), ("0123456789abcdef", "0123"), ("group=iropsd", "group="),
        ("group=iropsd", "group=ir\u{7}psd"), ("build=0.1.0", "build 0.1.0"),
        ("chunk_partition=1", "chunk_partition=70000"),
        ("taken_at=1763781998123", "taken_at=now"), ("entities=4711", "entities=4711 "),
    ])
    func whatIsWrongIsRefused(_ right: String, _ wrong: String) throws {
        let text = String(decoding: ManifestText.write(SnapshotExamples.manifest(42)), as: UTF8.self)
        let place = try #require(text.firstRange(of: right))
        #expect(throws: ManifestText.Problem.self) {
            try SnapshotExamples.read("\(text[..<place.lowerBound])\(wrong)\(text[place.upperBound...])".utf8)
        }
    }

    /// Cut anywhere, with a byte changed anywhere, or noise: refused, or read as something whole; never a trap.
    @Test func nothingTraps() {
        let text = ManifestText.write(SnapshotExamples.manifest(42))
        var seed: UInt64 = 1
        func random(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % UInt64(bound))
        }
        for end in text.indices { _ = try? SnapshotExamples.read(text[..<end]) }
        for _ in 0..<20_000 {
            var changed = text
            for _ in 0...random(3) { changed[random(changed.count)] = UInt8(random(256)) }
            guard let read = try? SnapshotExamples.read(changed) else { continue }
            #expect(read.chunks.count == (read.state == .complete ? read.chunkCount : 0))
        }
        for length in 0..<300 { _ = try? SnapshotExamples.read((0..<length).map { _ in UInt8(random(256)) }) }
        #expect(throws: ManifestText.Problem.self) {
            try SnapshotExamples.read(text + Array(repeating: 0x0A, count: SnapshotLimits.manifestBytes))
        }
    }
}

struct SnapshotKeyTests {
    private static func parse(_ text: String) -> SnapshotKey? {
        Array(text.utf8).withUnsafeBytes { SnapshotKey(manifest: $0) }
    }

    @Test func keysAreReadBack() {
        let key = SnapshotKey(incarnation: 2, partition: 11, position: 1 << 40, writer: "a-1.x")
        #expect(String(decoding: key.manifest, as: UTF8.self) == "manifest/2/11/1099511627776/a-1.x")
        #expect(String(decoding: key.chunk(7), as: UTF8.self) == "chunk/2/11/1099511627776/a-1.x/7")
        #expect(key.manifest.withUnsafeBytes { SnapshotKey(manifest: $0) } == key)
    }

    @Test(arguments: [
        "manifest/1/2/3", "manifest/1/2/3/", "manifest/1/2/3/w/4", "manifest/1/2/-3/w", "manifest/1/1000/3/w",
        "manifest/1/2/9999999999999999999/w", "manifest/4294967296/2/3/w", "manifest/1/02/3/w", "manifest//2/3/w",
        "manifest/1/2/3/ä", "chunk/1/2/3/w/0", "incarnation", "",
        "manifest/1/2/3/\(String(repeating: "w", count: 101))",
    ])
    func othersAreNone(_ text: String) {
        #expect(Self.parse(text) == nil)
    }

    @Test func chunksKeepOutOfPartition0WhereTheyCan() {
        for topicPartitions in 1...5 {
            for partition in 0..<24 {
                let key = SnapshotKey(incarnation: 1, partition: partition, position: 0, writer: "w")
                let chosen = Int(key.chunkPartition(of: topicPartitions))
                #expect(chosen < topicPartitions)
                #expect((chosen == 0) == (topicPartitions == 1))
            }
        }
    }
}
