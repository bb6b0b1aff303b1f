import DisruptionCore

extension LocalRuntime {
    /// Disruptions of which two versions have one number: a record told them twice.
    var doubled: [String] {
        var seen: Set<String> = []
        return disruptions.map { "\($0.id) \($0.version)" }.filter { !seen.insert($0).inserted }
    }

    /// The final facts, a line each, as the contract compares them.
    var factLines: [String] {
        finalFacts.map { fact in
            let legs = fact.finding.legs.map { "\($0.leg):\($0.reactionaryMinutes)" }.joined(separator: ",")
            let root = fact.finding.root.map { "\($0.subject.id) \($0.cause)" } ?? "-"
            return "\(fact.finding.pattern) \(fact.finding.subject.id) \(fact.finding.severity) "
                + "\(fact.finding.category.map { "\($0)" } ?? "-") root \(root) [\(legs)]"
        }.sorted()
    }
}
