import Testing

private let typeWords: Set = ["struct", "class", "enum", "protocol", "actor"]

/// Public types of a file without a documentation comment above them; a type within a type is explained by it.
func undocumentedTypeFindings(path: String, text: SwiftText) -> [Finding] {
    let comments = text.commentLines.map { $0.drop { $0 == UInt8(ascii: " ") } }
    let code = text.codeLines
    var findings: [Finding] = []
    for (index, line) in code.enumerated() where line.first != UInt8(ascii: " ") {
        let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        guard words.contains("public"), let place = words.firstIndex(where: { typeWords.contains($0) }),
            place + 1 < words.count, words[..<place].allSatisfy({ $0.first == "@" || modifiers.contains($0) })
        else { continue }
        var above = index - 1
        while above >= 0, code[above].first == UInt8(ascii: "@") { above -= 1 }
        if above < 0 || !comments[above].starts(with: "///".utf8) {
            findings.append(
                Finding(
                    path: path, line: index + 1,
                    advice: "say in a /// comment what \(words[place + 1].prefix { $0 != ":" }) is"))
        }
    }
    return findings
}

private let modifiers: Set = ["public", "final", "indirect", "nonisolated"]

@Suite("Documentation")
struct DocumentationTests {
    @Test("Every public type says what it is")
    func types() {
        let sources = Repository.current.swiftFiles.filter { $0.isUnder("Sources") && !$0.isGenerated }
        expectNone(sources.flatMap { undocumentedTypeFindings(path: $0.path, text: $0.text) })
    }

    @Test("The rule looks past attributes, and at public types of the file only")
    func rule() {
        let source = """
            /// Said.
            @frozen
            public struct A {}
            public enum B { case a }
            struct C {
                public enum Nested {}
            }
            // not enough
            public final class D {}
            public func f() -> Int { 1 }
            """
        #expect(undocumentedTypeFindings(path: "a", text: SwiftText(source)).map(\.line) == [4, 9])
    }
}
