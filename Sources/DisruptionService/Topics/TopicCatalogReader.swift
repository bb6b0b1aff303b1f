import Wording

/// Turns a YAML document into declarations and keeps every problem that it meets.
struct TopicCatalogReader {
    private(set) var problems: [DocumentProblem] = []

    private static let topKeys = ["version", "topics"]
    private static let topicKeys = [
        "name", "role", "key", "partitions", "replication", "retention", "cleanup", "max_record", "config", "carries",
    ]

    /// The declarations; of use only when there are no problems.
    mutating func read(_ root: DocumentNode?) -> TopicCatalog {
        var catalog = TopicCatalog(topics: [])
        guard let root else {
            problem(.start, "the file is empty")
            return catalog
        }
        let fields = mapping(root, allowed: Self.topKeys, what: "the file")
        if let version = fields["version"], scalar(version) != "1" { problem(version.position, "version must be 1") }
        guard case .list(let items)? = fields["topics"]?.content else {
            problem(fields["topics"]?.position ?? root.position, "topics must be a list")
            return catalog
        }
        for item in items {
            guard let topic = topic(item) else { continue }
            if catalog[topic.name] != nil { problem(item.position, "\(topic.name) is declared twice") }
            catalog.topics.append(topic)
        }
        return catalog
    }

    private mutating func topic(_ node: DocumentNode) -> TopicDeclaration? {
        let fields = mapping(node, allowed: Self.topicKeys, what: "a topic")
        let known = problems.count
        func missing(_ key: String) -> DocumentProblem {
            DocumentProblem(position: node.position, what: "a topic needs \(key)")
        }
        var values: [String: String] = [:]
        for key in Self.topicKeys where key != "config" {
            guard let field = fields[key] else {
                if key != "replication" { problems.append(missing(key)) }
                continue
            }
            guard let text = scalar(field), !text.isEmpty else {
                problem(field.position, "\(key) must be a single value")
                continue
            }
            values[key] = text
        }
        guard problems.count == known else { return nil }
        func at(_ key: String) -> DocumentPosition { fields[key]?.position ?? node.position }
        let name = values["name"] ?? ""
        if !Self.isTopicName(name) {
            problem(at("name"), "\(QuotedText.of(name)) is no topic name: 1 to 249 of a-z A-Z 0-9 . _ -")
        }
        let role = choice(values["role"], at("role"), "role", TopicDeclaration.Role.input)
        let cleanup = choice(values["cleanup"], at("cleanup"), "cleanup", TopicDeclaration.Cleanup.delete)
        return TopicDeclaration(
            name: name, role: role, key: values["key"] ?? "",
            partitions: number(values["partitions"], at("partitions"), "partitions", 1...1000),
            replication: replication(values["replication"], at("replication")),
            retention: retention(values["retention"], at("retention")), cleanup: cleanup,
            recordBytesMax: bytes(values["max_record"], at("max_record")), config: config(fields["config"]),
            carries: values["carries"] ?? "")
    }

    private mutating func replication(_ text: String?, _ position: DocumentPosition) -> TopicDeclaration.Replication {
        guard let text, text != "auto" else { return .auto }
        return .factor(number(text, position, "replication", 1...15, or: "auto, or "))
    }

    private mutating func retention(_ text: String?, _ position: DocumentPosition) -> TopicDeclaration.Retention {
        guard let text, text != "forever" else { return .forever }
        let units: [Character: Int64] = ["d": 86_400_000, "h": 3_600_000]
        let unit = text.last.flatMap { units[$0] }
        guard let unit, let count = Int64(text.dropLast()), (1...100_000) ~= count else {
            problem(position, "retention must be forever, or days or hours such as 7d or 12h: \(QuotedText.of(text))")
            return .forever
        }
        return .milliseconds(count * unit)
    }

    private mutating func bytes(_ text: String?, _ position: DocumentPosition) -> Int {
        for (suffix, unit) in [("KiB", 1024), ("MiB", 1024 * 1024)] {
            guard let text, text.hasSuffix(suffix), let count = Int(text.dropLast(suffix.count)) else { continue }
            if (1...1024) ~= count { return count * unit }
        }
        problem(position, "max_record must be a size such as 256KiB or 2MiB: \(QuotedText.of(text ?? ""))")
        return 0
    }

    private mutating func config(_ node: DocumentNode?) -> [String: String] {
        guard let node, !node.isNothing else { return [:] }
        guard case .mapping(let entries) = node.content else {
            problem(node.position, "config must be a mapping of Kafka's names to values")
            return [:]
        }
        var settings: [String: String] = [:]
        for entry in entries {
            guard let value = scalar(entry.value) else {
                problem(entry.value.position, "\(entry.key) must be a single value")
                continue
            }
            if settings.updateValue(value, forKey: entry.key) != nil {
                problem(entry.keyPosition, "\(entry.key) stands twice")
            }
        }
        return settings
    }

    private mutating func number(
        _ text: String?, _ position: DocumentPosition, _ key: String, _ range: ClosedRange<Int>, or: String = ""
    ) -> Int {
        if let text, let number = Int(text), range ~= number { return number }
        let allowed = "\(or)a whole number from \(range.lowerBound) to \(range.upperBound)"
        problem(position, "\(key) must be \(allowed): \(QuotedText.of(text ?? ""))")
        return range.lowerBound
    }

    private mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ text: String?, _ position: DocumentPosition, _ key: String, _ fallback: Value
    ) -> Value where Value.RawValue == String {
        if let text, let value = Value(rawValue: text) { return value }
        let allowed = Value.allCases.map(\.rawValue).joined(separator: ", ")
        problem(position, "\(key) must be one of \(allowed): \(QuotedText.of(text ?? ""))")
        return fallback
    }

    /// The entries of a mapping by key; unknown keys and keys that stand twice are problems.
    private mutating func mapping(_ node: DocumentNode, allowed: [String], what: String) -> [String: DocumentNode] {
        guard case .mapping(let entries) = node.content else {
            problem(node.position, "\(what) must be a mapping")
            return [:]
        }
        var fields: [String: DocumentNode] = [:]
        for entry in entries {
            if !allowed.contains(entry.key) {
                let names = allowed.joined(separator: ", ")
                problem(entry.keyPosition, "\(QuotedText.of(entry.key)) is no key of \(what): \(names)")
            } else if fields.updateValue(entry.value, forKey: entry.key) != nil {
                problem(entry.keyPosition, "\(entry.key) stands twice")
            }
        }
        return fields
    }

    private func scalar(_ node: DocumentNode) -> String? {
        guard case .scalar(let text, _) = node.content else { return nil }
        return text
    }

    /// Source: Apache Kafka, org.apache.kafka.common.internals.Topic.
    private static func isTopicName(_ name: String) -> Bool {
        let isLegal = name.utf8.allSatisfy { $0.isAsciiLetterOrDigit || [0x2E, 0x5F, 0x2D].contains($0) }
        return isLegal && (1...249) ~= name.utf8.count && name != "." && name != ".."
    }

    private mutating func problem(_ position: DocumentPosition, _ what: String) {
        problems.append(DocumentProblem(position: position, what: what))
    }
}
