import KafkaClient
import Wording

/// Turns a document into a configuration, gathering every problem instead of stopping at the first.
struct ConfigurationReader {
    private let table: ConfigurationTable
    private let expansion: ValueExpansion
    private var configuration = Configuration()
    /// The keys that the file gives, with the place of their value.
    private(set) var given: [[String]: DocumentPosition] = [:]
    private var sections: [[String]: DocumentPosition] = [:]
    private(set) var problems: [ConfigurationProblem] = []
    private(set) var leftOut = 0
    /// The keys whose secret stands in the file itself.
    private(set) var literalSecrets: [String] = []

    init(table: ConfigurationTable, environment: ConfigurationEnvironment) {
        self.table = table
        expansion = ValueExpansion(environment: environment)
    }

    /// Reads all of it. The result is to be used only when `problems` is empty.
    mutating func read(_ root: DocumentNode?) -> Configuration {
        if let root { section([], root) }
        for key in table.keys where key.absence == .required && given[key.path] == nil {
            let section = sections[key.path.dropLast()] ?? .start
            note(ValueProblem("is missing", allowed: key.allowed), key.name, section)
        }
        checkTogether()
        problems.sort { ($0.position ?? .start) < ($1.position ?? .start) }
        return configuration
    }

    private mutating func section(_ path: [String], _ node: DocumentNode) {
        sections[path] = node.position
        if node.isNothing { return }
        for entry in entries(of: node, at: path) {
            let inner = path + [entry.key]
            if let key = table.key(at: inner) {
                given[inner] = entry.value.position
                read(key, entry)
            } else if table.isSection(inner) {
                section(inner, entry.value)
            } else {
                unknown(entry, in: path)
            }
        }
    }

    /// The entries of a mapping, those that stand twice once.
    private mutating func entries(of node: DocumentNode, at path: [String]) -> [DocumentNode.Entry] {
        guard case .mapping(let entries) = node.content else {
            note(
                ValueProblem("is \(node.kindName), must be a mapping of keys to values"), path.joined(separator: "."),
                node.position)
            return []
        }
        var first: [String: DocumentPosition] = [:]
        return entries.filter { entry in
            guard let line = first.updateValue(entry.keyPosition, forKey: entry.key)?.line else { return true }
            note(ValueProblem("stands twice, first on line \(line)"), name(path, entry.key), entry.keyPosition)
            return false
        }
    }

    private mutating func read(_ key: ConfigurationKey, _ entry: DocumentNode.Entry) {
        let node = entry.value
        switch key.reading {
        case .scalar(let assign):
            scalar(node, key.name, key, assign)
        case .list(let clear, let item):
            guard case .list(let items) = node.content else {
                return note(
                    ValueProblem("is \(node.kindName), must be a list", allowed: key.allowed), key.name, node.position)
            }
            clear(&configuration)
            for node in items { scalar(node, key.name, key, item) }
            if items.isEmpty { note(ValueProblem("is an empty list", allowed: key.allowed), key.name, node.position) }
        case .properties(let assign):
            if node.isNothing { return }
            for entry in entries(of: node, at: key.path) {
                scalar(entry.value, name(key.path, entry.key), key) { text, configuration throws(ValueProblem) in
                    try assign(entry.key, text, &configuration)
                }
            }
        }
    }

    /// Expands and reads one value; a problem repeats the value as written, never what was put into it, and no secret.
    private mutating func scalar(
        _ node: DocumentNode, _ name: String, _ key: ConfigurationKey,
        _ assign: (String, inout Configuration) throws(ValueProblem) -> Void
    ) {
        guard case .scalar(let written, _) = node.content, !node.isNothing else {
            let told =
                node.isNothing ? "has no value; give one or take the key out" : "is \(node.kindName), must be one value"
            return note(ValueProblem(told, allowed: key.allowed), name, node.position)
        }
        do throws(ValueProblem) {
            let (text, isExpanded) = try expansion.expand(written)
            if key.isSecret, !isExpanded, Self.isSecret(text, at: name) { literalSecrets.append(name) }
            do throws(ValueProblem) {
                try assign(text, &configuration)
            } catch {
                var problem = error
                if isExpanded { problem.what += ", with what is put in for ${…} (\(text.count) characters)" }
                if isExpanded { problem.nearest = nil }
                problem.value = key.isSecret ? nil : problem.value ?? written
                problem.allowed = problem.allowed ?? key.allowed
                note(problem, name, node.position)
            }
        } catch {
            note(error, name, node.position)
        }
    }

    /// Whether the value of a key that may hold a secret does.
    private static func isSecret(_ text: String, at name: String) -> Bool {
        if name.hasPrefix("kafka.librdkafka.") { return KafkaSettings.isSecret(String(name.dropFirst(17))) }
        guard name == "postgres.url" else { return true }
        guard let scheme = text.firstRange(of: "://") else { return text.contains("password=") }
        let authority = text[scheme.upperBound...].prefix { $0 != "/" }
        return authority.lastIndex(of: "@").map { authority[..<$0].contains(":") } ?? text.contains("password=")
    }

    private mutating func unknown(_ entry: DocumentNode.Entry, in path: [String]) {
        let known = table.names(in: path)
        let sibling = NearestName.find(entry.key, among: known)
        let elsewhere = table.keys.first { $0.path.last == entry.key || $0.name == entry.key }?.name
        let nearest = sibling.map { name(path, $0) } ?? elsewhere
        let allowed = nearest == nil && !known.isEmpty && known.count <= 16 ? known.joined(separator: ", ") : nil
        let what = path.first == "detectors" && path.count < 2 ? "unknown detector" : "unknown key"
        note(ValueProblem(what, allowed: allowed, nearest: nearest), name(path, entry.key), entry.keyPosition)
    }

    /// What only several keys together can get wrong.
    private mutating func checkTogether() {
        var owner: [String: String] = [:]
        for topic in TopicNames.logical {
            let real = configuration.topics[topic]
            guard let other = owner.updateValue(topic, forKey: real) else { continue }
            let position = given[["topics", topic]] ?? given[["topics", other]] ?? .start
            note(
                ValueProblem("is the name of \(other) too; each topic needs its own", value: real), "topics.\(topic)",
                position)
        }
        if let path = configuration.learned {
            do throws(ValueProblem) {
                configuration.learnedInput = try LearnedInput.read(path, expansion.environment)
            } catch {
                note(error, "learned", given[["learned"]] ?? .start)
            }
        }
        if configuration.roles == .sink, configuration.postgres.url == nil, given[["postgres", "url"]] == nil {
            note(
                ValueProblem("is [sink] without postgres.url, so there is nothing to do"), "roles",
                given[["roles"]] ?? .start)
        }
    }

    private func name(_ path: [String], _ key: String) -> String {
        let shown = QuotedText.of(key).dropFirst().dropLast()
        return path.isEmpty ? String(shown) : "\(path.joined(separator: ".")).\(shown)"
    }

    private mutating func note(_ problem: ValueProblem, _ key: String, _ position: DocumentPosition) {
        guard problems.count < ServiceLimits.configurationProblems else { return leftOut += 1 }
        problems.append(ConfigurationProblem(position: position, key: key, problem: problem))
    }
}
