/// A manifest as the value of its record: a line `name=value` for each fact, which a console consumer shows.
///
/// Lines with names that are not known are passed over, so that newer builds may add some. Everything else must be
/// there once, and right: a manifest is trusted or it is not.
package enum ManifestText {
    /// What is wrong with a manifest.
    package struct Problem: Error, Equatable, CustomStringConvertible {
        package let description: String
        init(_ description: String) { self.description = description }
    }

    package static func write(_ manifest: SnapshotManifest) -> [UInt8] {
        var text = """
            state=\(manifest.state.rawValue)
            format=\(manifest.format)
            rules=\(manifest.rules)
            build=\(manifest.build)
            group=\(manifest.group)
            taken_at=\(manifest.takenAtMs)
            entities=\(manifest.entities)
            bytes=\(manifest.bytes)
            chunks=\(manifest.chunkCount)
            chunk_partition=\(manifest.chunkPartition)
            checksum=\(hexadecimal(manifest.checksum))

            """
        if let layout = manifest.layout { text += "layout=\(LayoutText.write(layout))\n" }
        for (number, chunk) in manifest.chunks.enumerated() {
            text += "chunk.\(number)=\(chunk.offset) \(chunk.bytes) \(hexadecimal(chunk.checksum))\n"
        }
        return Array(text.utf8)
    }

    /// Reads the value of a manifest's record.
    package static func read(
        _ value: UnsafeRawBufferPointer, key: SnapshotKey, offset: Int64
    ) throws(Problem) -> SnapshotManifest {
        guard value.count <= SnapshotLimits.manifestBytes else { throw Problem("it has \(value.count) bytes") }
        let lines = try lines(of: value)
        guard let state = SnapshotManifest.State(rawValue: try lines.text("state")) else {
            throw Problem("the state is none of \(SnapshotManifest.State.allCases.map(\.rawValue))")
        }
        var manifest = SnapshotManifest(
            key: key, state: state, group: try lines.text("group"), format: try lines.number("format"),
            rules: try lines.number("rules"), build: try lines.text("build"), takenAtMs: try lines.number("taken_at"),
            entities: Int(try lines.number("entities")),
            bytes: Int(try lines.number("bytes", 1...Int64(SnapshotLimits.chunks * SnapshotLimits.chunkBytes))),
            chunkPartition: Int32(try lines.number("chunk_partition", 0...Int64(Int16.max))),
            checksum: try lines.checksum("checksum"))
        manifest.layout = try lines.values["layout"].map { text throws(Problem) in
            guard let layout = LayoutText.read(text) else { throw Problem("layout is not four `topic:count`") }
            return layout
        }
        manifest.offset = offset
        guard try lines.number("chunks") == manifest.chunkCount else {
            throw Problem("\(manifest.bytes) bytes are \(manifest.chunkCount) chunks")
        }
        if state == .complete { manifest.chunks = try chunks(of: manifest, lines) }
        return manifest
    }

    private static func chunks(
        of manifest: SnapshotManifest, _ lines: Lines
    ) throws(Problem) -> [SnapshotManifest.Chunk] {
        var chunks: [SnapshotManifest.Chunk] = []
        var offsets: Set<Int64> = []
        for number in 0..<manifest.chunkCount {
            let name = "chunk.\(number)"
            let parts = try lines.value(name).split(separator: 0x20, omittingEmptySubsequences: false)
            guard parts.count == 3, let offset = DecimalText.parse(parts[0]), let bytes = DecimalText.parse(parts[1]),
                let checksum = Self.checksum(parts[2])
            else { throw Problem("\(name) is not `offset bytes checksum`") }
            guard bytes == manifest.range(ofChunk: number).count else { throw Problem("\(name) has another size") }
            guard offsets.insert(offset).inserted else { throw Problem("\(name) stands where another one does") }
            chunks.append(SnapshotManifest.Chunk(offset: offset, bytes: Int(bytes), checksum: checksum))
        }
        return chunks
    }

    // MARK: lines

    private struct Lines {
        let values: [String: ArraySlice<UInt8>]

        func value(_ name: String) throws(Problem) -> ArraySlice<UInt8> {
            guard let value = values[name] else { throw Problem("it has no \(name)") }
            return value
        }

        func text(_ name: String) throws(Problem) -> String {
            let value = try value(name)
            guard (1...SnapshotLimits.nameBytes).contains(value.count), value.allSatisfy({ (0x20..<0x7F).contains($0) })
            else { throw Problem("\(name) is no short ASCII text") }
            return String(decoding: value, as: UTF8.self)
        }

        func number(_ name: String, _ range: ClosedRange<Int64> = 0...(1 << 53)) throws(Problem) -> Int64 {
            guard let number = DecimalText.parse(try value(name)), range.contains(number) else {
                throw Problem("\(name) is no number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }

        func checksum(_ name: String) throws(Problem) -> UInt64 {
            guard let checksum = ManifestText.checksum(try value(name)) else {
                throw Problem("\(name) is not 16 hexadecimal digits")
            }
            return checksum
        }
    }

    private static func lines(of value: UnsafeRawBufferPointer) throws(Problem) -> Lines {
        var values: [String: ArraySlice<UInt8>] = [:]
        for line in Array(value).split(separator: 0x0A) {
            guard let equals = line.firstIndex(of: 0x3D), equals - line.startIndex <= SnapshotLimits.nameBytes else {
                throw Problem("a line is not `name=value`")
            }
            let name = String(decoding: line[..<equals], as: UTF8.self)
            guard values.updateValue(line[(equals + 1)...], forKey: name) == nil else {
                throw Problem("a name stands there twice")
            }
        }
        return Lines(values: values)
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func checksum(_ text: some Collection<UInt8>) -> UInt64? {
        guard text.count == 16, text.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
            return nil
        }
        return UInt64(String(decoding: text, as: UTF8.self), radix: 16)
    }
}
