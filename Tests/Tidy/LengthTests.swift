import Testing

private let fileLinesMax = 300
private let lineColumnsMax = 120
/// Files that people write line by line; prose and data wrap as they like.
private let written: Set<String> = [
    "swift", "h", "cpp", "modulemap", "sh", "bash", "py", "sql", "yaml", "yml", "service",
]

func fileLengthFindings(path: String, lines: Int) -> [Finding] {
    lines <= fileLinesMax
        ? [] : [Finding(path: path, line: fileLinesMax, advice: "\(lines) lines; split it by nouns, 300 are the end")]
}

func lineLengthFindings(path: String, lines: [ArraySlice<UInt8>]) -> [Finding] {
    lines.enumerated().compactMap { index, line in
        guard line.count > lineColumnsMax else { return nil }
        let columns = String(decoding: line, as: UTF8.self).count
        guard columns > lineColumnsMax else { return nil }
        return Finding(path: path, line: index + 1, advice: "\(columns) columns; break the line at \(lineColumnsMax)")
    }
}

@Suite("Lengths")
struct LengthTests {
    private let files = Repository.current.files.filter { !$0.isGenerated }

    @Test("No file written by hand is longer than 300 lines")
    func fileLength() {
        let code = files.filter { ($0.isUnder("Sources") || $0.isUnder("Tests")) && written.contains($0.fileExtension) }
        expectNone(code.flatMap { fileLengthFindings(path: $0.path, lines: $0.lines.count - 1) })
    }

    @Test("No line is too long")
    func lineLength() {
        let scripts = [
            "Makefile", ".ci/run", "Tests/run", "Tests/where", "Tests/fuzz", "deploy/debian/build",
            "deploy/man/generate", "Tests/Packaging/check", "Tests/Packaging/completion", "Tests/Packaging/installed",
            "Tests/Packaging/first_detection",
            "Tests/Alerts/check", "Tests/Alerts/faults", "Tests/Security/check", "Tests/Operations/check",
            "Tests/newer-librdkafka",
            "deploy/security/kafka-acls",
        ]
        let checked = files.filter { written.contains($0.fileExtension) || scripts.contains($0.path) }
        expectNone(checked.flatMap { lineLengthFindings(path: $0.path, lines: $0.lines) })
    }

    @Test("The rules count lines and columns, not bytes")
    func rules() {
        #expect(fileLengthFindings(path: "a", lines: 300).isEmpty)
        #expect(fileLengthFindings(path: "a", lines: 301).count == 1)
        let umlauts = ArraySlice(String(repeating: "ä", count: lineColumnsMax).utf8)
        #expect(lineLengthFindings(path: "a", lines: [umlauts]).isEmpty)
        #expect(lineLengthFindings(path: "a", lines: [[], umlauts + [0x20]]).map(\.line) == [2])
    }
}
