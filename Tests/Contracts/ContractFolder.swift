import Foundation

/// The folder `topics` of this repository: declarations, schemas and examples.
struct ContractFolder {
    static let current = ContractFolder(
        root: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../topics").standardizedFileURL)

    let root: URL

    var schemas: URL { root.appending(path: "schemas") }

    /// Which schema a topic's examples follow; those of dead letters are its headers.
    func schemaName(of topic: String) -> String {
        topic == "dead.letter.queue" ? "dead.letter.queue.headers.schema.json" : "\(topic).schema.json"
    }

    /// Names of the folders below `examples`.
    func topicsWithExamples() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "examples").path()).sorted()
    }

    /// The examples of a topic, in the order of their names.
    func examples(of topic: String, valid: Bool) -> [Example] {
        let folder = root.appending(path: "examples/\(topic)" + (valid ? "" : "/invalid"))
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            Example(topic: topic, name: String(name.dropLast(5)), file: folder.appending(path: name))
        }
    }

    /// A schema as JSON.
    func schema(_ name: String) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: schemas.appending(path: name)))
        return object as? [String: Any] ?? [:]
    }
}

/// One file of `topics/examples`.
struct Example {
    let topic: String
    /// Without `.json`. The name of an invalid one is its dead-letter reason, a dot, and what is wrong.
    let name: String
    let file: URL

    /// What the name says before its first dot: an event type, a pattern, or a dead-letter reason.
    var head: String { String(name.prefix { $0 != "." }) }

    /// What the name says behind its first dot.
    var tail: String { String(name.dropFirst(head.count + 1)) }
}
