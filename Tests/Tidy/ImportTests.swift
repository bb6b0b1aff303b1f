import Testing

/// What a source target may import besides itself; a target that is not named here may not exist.
///
/// `DisruptionCore` decides and so imports nothing. The clients know bytes and SQL and never the core. What
/// only shows the daemon or serves its tests stands apart from it. Foundation and
/// Dispatch stay out of all sources: the daemon is a tenth of the size without, and nothing in it runs on a thread that
/// it did not start.
private let allowedImports: [String: Set<String>] = [
    "DisruptionCore": [],
    "Wording": [],
    "WireFormat": ["DisruptionCore", "CSimdjson", "Glibc"],
    "KafkaClient": ["CLibrdkafka", "Glibc", "Synchronization"],
    "PostgresClient": ["CLibpq", "Glibc", "Synchronization"],
    "PostgresServer": ["PostgresClient", "Glibc", "Synchronization"],
    "ReferenceData": ["DisruptionCore", "CZlib", "Glibc"],
    "History": ["DisruptionCore", "WireFormat", "CZlib", "Glibc"],
    "Backtest": ["DisruptionCore", "WireFormat", "History", "ReferenceData", "Glibc", "Synchronization"],
    "Learning": ["DisruptionCore", "History"],
    "Simulator": ["DisruptionCore", "WireFormat", "Wording"],
    "DisruptionService": [
        "DisruptionCore", "WireFormat", "KafkaClient", "PostgresClient", "ReferenceData", "History", "Backtest",
        "Learning",
        "Simulator", "Wording", "CLibyaml", "CLibmicrohttpd", "CXxhash", "CMalloc", "Glibc", "Synchronization",
    ],
    "Demonstration": [
        "DisruptionService", "DisruptionCore", "WireFormat", "KafkaClient", "PostgresClient", "PostgresServer",
        "ReferenceData", "History", "Simulator", "Glibc", "Synchronization",
    ],
    "iropsd": ["DisruptionService", "Demonstration", "Glibc"],
]

/// Words that may stand between `import` and the module.
private let importKinds: Set<String> = [
    "typealias", "struct", "class", "enum", "protocol", "let", "var", "func",
]

/// The modules that a Swift source imports, each with its line.
func importedModules(_ text: SwiftText) -> [(module: String, line: Int)] {
    text.codeLines.enumerated().compactMap { index, line in
        let words = line.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ";") })
            .map { String(decoding: $0, as: UTF8.self) }
        guard let position = words.firstIndex(of: "import"),
            words[..<position].allSatisfy({ $0.hasPrefix("@") || $0 == "public" || $0 == "package" || $0 == "internal" }
            )
        else { return nil }
        guard let name = words[(position + 1)...].first(where: { !importKinds.contains($0) }) else { return nil }
        return (String(name.prefix { $0 != "." }), index + 1)
    }
}

func importFindings(path: String, target: String, text: SwiftText) -> [Finding] {
    guard let allowed = allowedImports[target] else {
        return [Finding(path: path, line: 0, advice: "add target \(target) and what it may import to Tests/Tidy")]
    }
    return importedModules(text).filter { !allowed.contains($0.module) }.map {
        Finding(
            path: path, line: $0.line,
            advice: "\(target) may not import \($0.module); move what needs it, or argue for it in Tests/Tidy")
    }
}

@Suite("Imports")
struct ImportTests {
    @Test("Each source target imports only what its layer allows")
    func layers() {
        expectNone(
            Repository.current.swiftFiles.filter { $0.isUnder("Sources") }.flatMap { file in
                let target = String(file.path.split(separator: "/")[1])
                return importFindings(path: file.path, target: target, text: file.text)
            })
    }

    @Test("The rule sees every form of import, and only imports")
    func forms() {
        let source = """
            import Glibc
            public import Foundation
            @preconcurrency import Dispatch
            import struct Testing.Test
            // import Comment
            let text = "import Text"
            """
        let modules = importedModules(SwiftText(source)).map(\.module)
        #expect(modules == ["Glibc", "Foundation", "Dispatch", "Testing"])
        let findings = importFindings(path: "a.swift", target: "WireFormat", text: SwiftText(source))
        #expect(findings.map(\.line) == [2, 3, 4])
        #expect(importFindings(path: "a.swift", target: "Unheard", text: SwiftText("")).count == 1)
    }
}
