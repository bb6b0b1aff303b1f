import Testing

@testable import DisruptionService

@Suite("Configuration: hostile and broken YAML")
struct ConfigurationHostileTests {
    @Test(
        "Broken syntax names the place",
        arguments: [
            ("kafka: [", "2:1: is not YAML"), ("a: b: c", "1:5: is not YAML"), ("\tkafka: 1", "1:1: a tab stands here"),
            ("kafka:\n\tgroup_id: x", "2:1: a tab stands here"), ("\"abc", "1:5: is not YAML"),
            ("a: 1\n b: 2", "2:3: is not YAML"),
            ("a: &x 1", "1:4: anchors"), ("a: *x", "1:4: anchors"), ("a: !!str 1", "1:4: anchors"),
            ("? [a]\n: b", "1:3: a key must be plain text"), ("a: 1\n---\nb: 2", "3:1: a second document starts here"),
            ("%TAG ! tag:x,2000:\n---\na: 1", "3:1: a: unknown key"), ("- a\n- b", "1:1: is a list, must be a mapping"),
            ("just text", "1:1: is a value, must be a mapping"),
        ])
    func brokenSyntax(text: String, complaint: String) {
        let complaints = ConfigurationText.complaints(text)
        #expect(complaints.contains { $0.hasPrefix("iropsd.yaml:\(complaint)") }, "\(complaints)")
    }

    @Test("Bytes that are no UTF-8, and control characters, name the place")
    func invalidBytes() throws {
        for (bytes, place) in [(Array("ab: c\nd: \u{e9}".utf8) + [0xFF], "2:5"), (Array("a: \u{1}".utf8), "1:4")] {
            let error = try #require(throws: DocumentProblem.self) { try YamlDocument.read(bytes) }
            #expect(error.position.description == place, "\(error)")
        }
    }

    @Test("Every beginning of the reference file is read or refused, never a trap")
    func truncated() {
        let bytes = Array(ReferenceFile().text.utf8)
        for length in stride(from: 0, to: bytes.count, by: 7) {
            _ = try? YamlDocument.read(Array(bytes[..<length]))
        }
        #expect((try? YamlDocument.read(bytes)) != nil)
    }

    @Test("Bombs and giants are refused at once", .timeLimit(.minutes(1)))
    func bounds() {
        let bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]"
        let deep = String(repeating: "[", count: 500_000)
        let deepBlock = (0..<40).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        let wide = (0..<60_000).map { "k\($0): 1\n" }.joined()
        let long = "a: " + String(repeating: "x", count: 70_000)
        let large = "# " + String(repeating: "x", count: 1_100_000)
        let commas = String(repeating: "[],", count: 300_000)
        for (text, told) in [
            (bomb, "anchors (&), aliases (*) and tags (!) are not allowed"), (deep, "nested more than 16 levels deep"),
            (deepBlock, "nested more than 16 levels deep"), (wide, "more than 20000 keys and values"),
            (long, "a value of more than 65536 bytes"), (large, "the file has more than 1048576 bytes"),
            (commas, "is not YAML"),
        ] {
            let complaints = ConfigurationText.complaints(text)
            #expect(complaints.count == 1)
            #expect(complaints.first?.contains(told) == true, "\(complaints)")
        }
    }

    @Test("What a message repeats stays on one line and short, and cannot speak to a terminal")
    func quoting() {
        let complaints = ConfigurationText.complaints(
            "kafka: {bootstrap_servers: 'k:1'}\nlanes: \"\\e[31m\\n\\u202e" + String(repeating: "y", count: 5000) + "\""
        )
        #expect(complaints.count == 1)
        #expect(complaints.first?.contains("\"\u{FFFD}[31m\\n\u{FFFD}yyy") == true)
        #expect((complaints.first?.count ?? 0) < 200)
    }
}
