@testable import DisruptionCore
@testable import DisruptionService

/// Snapshots taken apart.
enum SnapshotSurgery {
    /// Where the parts of a snapshot stand, with the head of each.
    private static func parts(_ bytes: [UInt8]) -> [(section: UInt8, whole: Range<Int>, body: Range<Int>)] {
        bytes.withUnsafeBytes { view in
            var reader = ByteReader(view)
            guard (try? SnapshotHead(reading: &reader)) != nil else { return [] }
            var found: [(UInt8, Range<Int>, Range<Int>)] = []
            while !reader.isAtEnd {
                let start = bytes.count - reader.remaining
                let section: UInt8 = reader.read()
                let count: UInt64 = reader.read()
                guard !reader.failed, count <= UInt64(reader.remaining) else { return [] }
                let end = start + 9 + Int(count)
                found.append((section, start..<end, (start + 9)..<end))
                _ = reader.readBytes(Int(count))
            }
            return found
        }
    }

    /// A hash of all that the log alone decides: the marks of what was told to whom depend on when frames were cut.
    static func hash(_ bytes: [UInt8]) -> UInt64 {
        let log = parts(bytes).first { $0.section == SnapshotSection.log.rawValue }?.whole ?? 0..<0
        return (Array(bytes[..<log.lowerBound]) + bytes[log.upperBound...]).withUnsafeBytes { Hash64.of($0) }
    }

    /// The same state without the watermarks that its sources told.
    static func withoutWatermarks(_ bytes: [UInt8], _ cluster: SimulatedCluster) -> [UInt8] {
        guard let log = parts(bytes).first(where: { $0.section == SnapshotSection.log.rawValue }) else { return bytes }
        let layout = cluster.layout.layout
        let (marks, rest) = bytes[log.body].dropFirst(8).withUnsafeBytes { view -> (SourceMarks, [UInt8]) in
            var reader = SnapshotReader(.log, ByteReader(view))
            let marks = SourceMarks(layout: layout, restoring: &reader)
            return (marks, Array(view.suffix(reader.bytes.remaining)))
        }
        var surgery = MarkSurgery(marks, layout)
        surgery.forgetWatermarks()
        let body = Array(bytes[log.body].prefix(8)) + surgery.bytes + rest
        var writer = ByteWriter()
        writer.put8(log.section)
        writer.put(UInt64(body.count))
        body.withUnsafeBytes { writer.putBytes($0) }
        return Array(bytes[..<log.whole.lowerBound]) + Array(writer.bytes) + bytes[log.whole.upperBound...]
    }
}

extension SnapshotManifest {
    /// The same, said to be of another position.
    func moved(to position: Int64) -> SnapshotManifest {
        var moved = SnapshotManifest(
            key: SnapshotKey(
                incarnation: key.incarnation, partition: key.partition, position: position, writer: key.writer),
            state: state, group: group, format: format, rules: rules, build: build, takenAtMs: takenAtMs,
            entities: entities, bytes: bytes, chunkPartition: chunkPartition, checksum: checksum, chunks: chunks)
        moved.offset = offset
        return moved
    }
}
