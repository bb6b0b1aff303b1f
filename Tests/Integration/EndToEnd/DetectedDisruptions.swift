import Foundation
import Harness

/// What an installation wrote to disruption.events.
struct DetectedDisruptions {
    /// Versions of each disruption in the order of the topic.
    let versions: [String: [Int]]
    /// The last version of each disruption, as it was written.
    let last: [String: NSDictionary]

    init(_ records: [TopicRecord]) throws {
        var versions: [String: [Int]] = [:]
        var last: [String: NSDictionary] = [:]
        for record in records {
            let object = try JSONSerialization.jsonObject(with: Data(record.value ?? []))
            guard let body = object as? NSDictionary, let id = body["disruption_id"] as? String,
                let version = body["version"] as? Int, record.keyText == id
            else { throw HarnessError("no disruption at \(record.partition)/\(record.offset)") }
            if version > versions[id]?.max() ?? Int.min { last[id] = body }
            versions[id, default: []].append(version)
        }
        self.versions = versions
        self.last = last
    }

    /// Ids of disruptions with a version that was written twice.
    var doubled: [String] { versions.filter { Set($0.value).count < $0.value.count }.keys.sorted() }

    /// Ids of disruptions whose versions do not rise.
    var unordered: [String] { versions.filter { $0.value != $0.value.sorted() }.keys.sorted() }

    /// The final facts: a line for each disruption that is settled, was so, and is told by no other.
    func finalFacts() throws -> Set<String> {
        var facts: Set<String> = []
        for body in last.values {
            let lifecycle = body["lifecycle"] as? String
            guard body["confirmed"] as? Bool == true, lifecycle != "RETRACTED", lifecycle != "SUPERSEDED" else {
                continue
            }
            var fact: [String: Any] = [:]
            for field in ["disruption_id", "pattern", "severity", "category", "subject", "root"] {
                fact[field] = body[field]
            }
            let legs = (body["legs"] as? [[String: Any]] ?? []).map { leg in
                "\(leg["leg_id"] ?? "") \(leg["reactionary_minutes"] ?? "")"
            }
            fact["legs"] = legs.sorted()
            let line = try JSONSerialization.data(withJSONObject: fact, options: .sortedKeys)
            facts.insert(String(decoding: line, as: UTF8.self))
        }
        return facts
    }
}
