import DisruptionCore
import WireFormat

/// What was told in the end: final facts and states, as text that can be compared.
struct ToldFacts: Equatable {
    /// Final facts, sorted.
    var facts: [String] = []
    /// The last state of each leg that was not a tombstone, without what the order of arrival decides, by leg.
    var states: [String] = []
    /// Dead letters: topic, partition, offset and reason of the original, sorted.
    var letters: [String] = []

    /// A version of a disruption as a final fact; nil where it is none.
    static func fact(_ version: JSONFields) -> String? {
        let lifecycle = version["lifecycle"]
        guard version["confirmed"] == "true", lifecycle != "\"RETRACTED\"", lifecycle != "\"SUPERSEDED\"" else {
            return nil
        }
        let fields = ["disruption_id", "pattern", "severity", "category", "subject", "root"]
        let legs = version.objects("legs").map { "\($0["leg_id"] ?? "") \($0["reactionary_minutes"] ?? "")" }.sorted()
        return fields.map { version[$0] ?? "-" }.joined(separator: " ") + " [\(legs.joined(separator: ", "))]"
    }

    /// A leg's state without its version, and without what its aircraft predicts, which is told only when it has moved
    /// enough: so it depends on the steps in which it moved.
    static func state(_ state: JSONFields) -> String {
        state.text(without: ["version", "predicted_delay_minutes", "predicted_root", "prediction"])
    }

    static func letter(_ topic: String, _ partition: Int, _ offset: Int64, _ reason: String) -> String {
        "\(topic)/\(partition)@\(offset) \(reason)"
    }

    /// What differs, for a person.
    func differences(from expected: ToldFacts) -> [String] {
        func compare(_ what: String, _ mine: [String], _ others: [String]) -> [String] {
            let (mine, others) = (mine.sorted(), others.sorted())
            if mine == others { return [] }
            var left = others
            var surplus: [String] = []
            for text in mine {
                if let index = left.firstIndex(of: text) { left.remove(at: index) } else { surplus.append(text) }
            }
            return surplus.prefix(3).map { "\(what) that should not be: \($0)" }
                + left.prefix(3).map { "\(what) that is missing: \($0)" }
        }
        return compare("a final fact", facts, expected.facts) + compare("a state", states, expected.states)
            + compare("a dead letter", letters, expected.letters)
    }
}
