import Foundation
import WireFormat

/// The examples that stand beside the schemas in `topics/`.
enum ExampleFiles {
    struct Example: Sendable, CustomStringConvertible {
        let topic: InputTopic
        let name: String
        let bytes: [UInt8]
        /// The reason and the field that the name of an invalid one states: `BAD_VALUE.seats.json`.
        let expected: (reason: String, field: String)?

        var description: String { "\(topic)/\(name)" }
    }

    static let valid = examples(in: "", isInvalid: false)
    static let invalid = examples(in: "/invalid", isInvalid: true)

    private static func examples(in folder: String, isInvalid: Bool) -> [Example] {
        var root = URL(filePath: #filePath)
        while root.path != "/", !FileManager.default.fileExists(atPath: root.appending(path: "Package.swift").path) {
            root.deleteLastPathComponent()
        }
        return InputTopic.allCases.flatMap { topic -> [Example] in
            let folder = root.appending(path: "topics/examples/\(topic.name)\(folder)")
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
                guard let data = try? Data(contentsOf: folder.appending(path: name)) else { return nil }
                let parts = name.split(separator: ".").map(String.init)
                let expected = isInvalid && parts.count >= 2 ? (parts[0], parts[1]) : nil
                return Example(topic: topic, name: name, bytes: Array(data), expected: expected)
            }
        }
    }
}
