import Testing

/// The codes of log events in a source, each with its level; `varies` where the level is decided at run time.
func logCodes(in text: String) -> [String: String] {
    var codes: [String: String] = [:]
    // An example in a comment is no event.
    let source = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
    var rest = source[...]
    while let start = rest.firstRange(of: "LogEvent(") {
        rest = rest[start.upperBound...]
        // Up to the code's closing quote; a level has neither quotes nor parentheses of its own but in a condition.
        guard let open = rest.firstIndex(of: "\""), let close = rest[rest.index(after: open)...].firstIndex(of: "\"")
        else { break }
        let code = rest[rest.index(after: open)..<close]
        let level = rest[..<open].filter { !$0.isWhitespace && $0 != "," }
        guard code.contains("."), code.allSatisfy({ $0.isLowercase || $0 == "." || $0 == "_" }), !level.contains("{")
        else { continue }
        codes[String(code)] =
            level.hasPrefix(".") && level.dropFirst().allSatisfy(\.isLetter)
            ? String(level.dropFirst()) : "varies"
    }
    return codes
}

/// The rows of the reference page: code, level, and whether the other columns say something.
func logRows(in page: String) -> [(code: String, level: String, isSaid: Bool)] {
    page.split(separator: "\n").compactMap { line in
        let cells = line.split(separator: "|").map { $0.drop { $0 == " " } }
        guard line.hasPrefix("| `"), cells.count == 4 else { return nil }
        func trimmed(_ cell: Substring) -> String { String(cell.filter { $0 != "`" && $0 != " " }) }
        return (trimmed(cells[0]), trimmed(cells[1]), cells[2].count > 9 && cells[3].count > 7)
    }
}

@Suite("Codes of the log")
struct LogCodeTests {
    @Test("deploy/LOGS.md has every code of the sources with its level, what it means and what to do, and no other")
    func page() throws {
        var codes: [String: String] = [:]
        for file in Repository.current.swiftFiles where file.isUnder("Sources") {
            codes.merge(logCodes(in: String(decoding: file.bytes, as: UTF8.self))) { $1 }
        }
        #expect(codes.count > 60)
        let page = try #require(Repository.current.files.first { $0.path == "deploy/LOGS.md" })
        let rows = logRows(in: String(decoding: page.bytes, as: UTF8.self))
        var told: [String: String] = [:]
        for row in rows {
            #expect(told.updateValue(row.level, forKey: row.code) == nil, "\(row.code) stands twice")
            #expect(row.isSaid, "\(row.code): say what it means and what to do")
        }
        for (code, level) in codes.sorted(by: { $0.key < $1.key }) {
            #expect(told[code] == level, "deploy/LOGS.md: \(code) is \(level)")
        }
        for code in told.keys.sorted() { #expect(codes[code] != nil, "no source has \(code) any more") }
    }

    @Test("Codes are found with their levels, whatever stands between")
    func rule() {
        let source = #"""
            LogEvent(
                .warning, "lane.lost", "Words \(with) more")
            LogEvent(level, "sink.waiting", "x")
            LogEvent(
                error.code == .transport ? .debug : .warning, "sink.broker", "y")
            init(_ level: LogLevel) { LogEvent(known.level, known.code, "Repeats left out") }
            """#
        #expect(
            logCodes(in: source) == ["lane.lost": "warning", "sink.waiting": "varies", "sink.broker": "varies"])
        let row = logRows(in: "| `a.b` | info | What it means. | Nothing. |\n|---|---|---|---|\n| `c` | x | y | z |")
        #expect(row.map(\.code) == ["a.b", "c"] && row.map(\.isSaid) == [true, false])
    }
}
