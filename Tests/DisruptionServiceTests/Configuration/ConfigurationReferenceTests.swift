import Foundation
import Testing

@testable import DisruptionService

@Suite("Configuration: the reference file")
struct ConfigurationReferenceTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// `UPDATE_EXPECTED=1 swift test --filter ConfigurationReference` writes the file anew.
    @Test("deploy/iropsd.yaml is what the table says")
    func reference() throws {
        let path = Self.root.appending(path: "deploy/iropsd.yaml")
        let text = ReferenceFile().text
        if ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] == "1" {
            try text.write(to: path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: path, encoding: .utf8) == text)
    }

    @Test("The reference is a configuration with nothing but defaults")
    func referenceIsDefault() throws {
        let text = ReferenceFile().text
        var expected = Configuration()
        expected.kafka.bootstrapServers = "127.0.0.1:9092"
        #expect(try ConfigurationText.load(text).configuration == expected)
    }

    @Test("With every key uncommented it is right too, and gives every key")
    func uncommented() throws {
        let text = ReferenceFile().text.split(separator: "\n").map { line in
            let indent = line.prefix { $0 == " " }
            let rest = line.dropFirst(indent.count)
            return rest.hasPrefix("# ") || !rest.hasPrefix("#")
                ? String(line) : String(indent) + String(rest.dropFirst())
        }.joined(separator: "\n")
        let file = try ConfigurationText.load(
            text,
            files: [
                "/var/lib/iropsd/learned.txt": "iropsd-learned 1\n", "/etc/iropsd/http-token": "0123456789abcdef\n",
            ])
        #expect(file.keysGiven == ConfigurationTable.current.keys.count)
    }

    @Test("Keys are told once, with a meaning, and defaults are among what is allowed")
    func tableIsSound() throws {
        let keys = ConfigurationTable.current.keys
        #expect(Set(keys.map(\.name)).count == keys.count)
        #expect(keys.allSatisfy { $0.meaning.hasSuffix(".") && !$0.allowed.isEmpty && !$0.example.isEmpty })
    }
}
