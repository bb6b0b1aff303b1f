package import Harness

/// What an installation wrote to disruption.events.
package struct DetectedDisruptions {
    /// Versions of each disruption in the order of the topic.
    package let versions: [String: [Int]]
    /// The last version of each disruption, as it was written.
    package let last: [String: JSONValue]

    package init(_ records: [TopicRecord]) throws {
        var versions: [String: [Int]] = [:]
        var last: [String: TopicRecord] = [:]
        for record in records {
            guard let id = record.keyText, let version = record.value.flatMap(JSONValue.version) else {
                throw HarnessError("no disruption at \(record.partition)/\(record.offset)")
            }
            if version > versions[id]?.max() ?? Int.min { last[id] = record }
            versions[id, default: []].append(version)
        }
        self.versions = versions
        self.last = try last.mapValues { try JSONValue($0.value ?? []) }
        for (id, body) in self.last where body["disruption_id"] != .text(id) {
            throw HarnessError("\(id) is the key of another disruption: \(body)")
        }
    }

    /// Ids of disruptions with a version that was written twice.
    package var doubled: [String] { versions.filter { Set($0.value).count < $0.value.count }.keys.sorted() }

    /// Ids of disruptions whose versions do not rise.
    package var unordered: [String] { versions.filter { $0.value != $0.value.sorted() }.keys.sorted() }

    /// The final facts: a line for each disruption that is settled, was so, and is told by no other.
    package var finalFacts: Set<String> {
        var facts: Set<String> = []
        for body in last.values {
            guard body["confirmed"] == .flag(true), body["lifecycle"] != .text("RETRACTED"),
                body["lifecycle"] != .text("SUPERSEDED")
            else { continue }
            var fact: [String: JSONValue] = [:]
            for field in ["disruption_id", "pattern", "severity", "category", "subject", "root"] {
                fact[field] = body[field]
            }
            let legs = (body["legs"] ?? .null).elements.map { leg in
                "\(leg["leg_id"] ?? .null) \(leg["reactionary_minutes"] ?? .null)"
            }
            fact["legs"] = .array(legs.sorted().map { .text($0) })
            facts.insert(JSONValue.object(fact).description)
        }
        return facts
    }
}
