import Testing

@Suite("Code apart from comments and strings")
struct SwiftTextTests {
    private func code(_ source: String) -> String { String(decoding: SwiftText(source).code, as: UTF8.self) }
    private func comments(_ source: String) -> String { String(decoding: SwiftText(source).comments, as: UTF8.self) }

    @Test("Comments end where Swift ends them")
    func commentEnds() {
        #expect(code("a // b\nc") == "a     \nc")
        #expect(comments("a // b\nc") == "  // b\n ")
        #expect(code("a /* b /* c */ d */ e").filter { $0 != " " } == "ae")
        #expect(code("\"/* no\" a // b").filter { $0 != " " } == "\"\"a")
    }

    @Test("Strings lose their content, interpolations stay code")
    func strings() {
        #expect(code(#"f("a(b", c)"#) == #"f("   ", c)"#)
        #expect(code(#""a\(b("c)"))d" e"#).filter { $0 != " " } == #""(b(""))"e"#)
        #expect(code(##"#"a\(b)" c"# d"##).filter { $0 != " " } == "\"\"d")
        #expect(code(##"#"a\#(b)"# d"##).filter { $0 != " " } == "\"(b)\"d")
        #expect(code(#""a\\" b"#).filter { $0 != " " } == "\"\"b")
        #expect(code("\"\"\"\n a \"b\" \\(c)\n \"\"\" d").filter { $0 != " " && $0 != "\n" } == "\"(c)\"d")
    }

    @Test("Lines stay lines, whatever is left open")
    func unfinished() {
        for source in ["/* a\nb", "\"a\nb", "\"\"\"\na", "\"\\(a\n", "\"\\"] {
            let text = SwiftText(source)
            #expect(text.code.count == source.utf8.count)
            #expect(text.codeLines.count == source.split(separator: "\n", omittingEmptySubsequences: false).count)
        }
    }
}
