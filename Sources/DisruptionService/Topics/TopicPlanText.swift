/// A plan as a person reads it: a line for each topic, what differs below it, a summary at the end.
struct TopicPlanText {
    let plan: TopicPlan

    /// The whole text, with a line break at the end.
    /// - Parameter configuration: the configuration file, for the command that the summary names.
    func text(configuration: String) -> String {
        let width = plan.entries.map { Self.title($0).count }.max() ?? 0
        var text = ""
        for entry in plan.entries {
            let title = Self.title(entry)
            let lines = Self.lines(entry)
            text += title + String(repeating: " ", count: width - title.count) + "  " + lines[0] + "\n"
            for line in lines.dropFirst() { text += String(repeating: " ", count: width + 2) + line + "\n" }
        }
        return text + "\n" + summary(configuration: configuration) + "\n"
    }

    /// The logical name, and the one on the cluster where it is another.
    static func title(_ entry: TopicPlan.Entry) -> String {
        let name = entry.declaration.name
        return entry.realName == name ? name : "\(name) (\(entry.realName))"
    }

    /// What is to be done about a topic; at least one line.
    static func lines(_ entry: TopicPlan.Entry) -> [String] {
        let lines: [String] =
            switch entry.step {
            case .nothing: ["as declared"]
            case .create(let creation):
                ["make it: " + shape(creation)]
                    + creation.settings.map { "\($0.name) = \(shown($0.value, of: $0.name))" }
            case .set(let changes):
                changes.map { change in
                    let name = change.setting.name
                    let observed = change.observed.map { shown($0, of: name) } ?? "unknown"
                    return "set \(name): \(observed) -> \(shown(change.setting.value, of: name))"
                }
            case .refuse(let refusal): ["NOT CHANGED: " + explain(refusal, entry)]
            }
        return lines + entry.remarks.map { "note: " + $0 }
    }

    private static func explain(_ refusal: TopicPlan.Refusal, _ entry: TopicPlan.Entry) -> String {
        switch refusal {
        case .partitions(let declared, let observed):
            return """
                \(counted(observed, "partition")), declared \(declared). \(CountChange(entry, found: observed).advice)
                """
        case .sharedName(let other):
            return """
                \(other) has this name too. Give each of them its own under topics: in the configuration
                """
        case .replicationFactor(let wanted, let brokers):
            return """
                \(counted(wanted, "replica")) wanted, \(counted(brokers, "broker")) there. Set \
                kafka.replication_factor to \(brokers) or less, or start more brokers
                """
        }
    }

    private func summary(configuration: String) -> String {
        plan.isMet
            ? "All \(plan.entries.count) topics are as declared."
            : "Of \(plan.entries.count) topics: \(counts)."
                + (helps ? "\n`iropsd topics apply --config \(configuration)` does it." : " See NOT CHANGED above.")
    }

    /// What differs, on one line, with the topics by name.
    var finding: String {
        let names = plan.entries.filter { $0.step != .nothing }.map(Self.title).joined(separator: ", ")
        let remedy = helps ? "`iropsd topics apply` does it." : "`iropsd topics plan` explains it."
        return "\(counts): \(names). \(remedy)"
    }

    private var counts: String {
        var make = 0
        var change = 0
        var refused = 0
        for entry in plan.entries {
            switch entry.step {
            case .create: make += 1
            case .set: change += 1
            case .refuse: refused += 1
            case .nothing: continue
            }
        }
        var parts: [String] = []
        if make > 0 { parts.append("\(make) to make") }
        if change > 0 { parts.append("\(change) to change") }
        if refused > 0 { parts.append("\(refused) that \(refused == 1 ? "needs" : "need") a person") }
        return parts.joined(separator: ", ")
    }

    /// Whether `topics apply` does any of it.
    private var helps: Bool {
        plan.entries.contains { entry in
            switch entry.step {
            case .create, .set: true
            case .refuse, .nothing: false
            }
        }
    }

    /// Partitions and copies of a topic that is made.
    static func shape(_ creation: TopicPlan.Creation) -> String {
        counted(creation.partitions, "partition") + ", " + counted(creation.replicationFactor, "replica")
    }

    private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// A value with its unit where Kafka's has none that a person reads.
    private static func shown(_ value: String, of name: String) -> String {
        guard let number = Int64(value) else { return value }
        if number == -1 { return "\(value) (no limit)" }
        if name.hasSuffix(".ms") { return "\(value) (\(duration(milliseconds: number)))" }
        return value
    }

    private static func duration(milliseconds: Int64) -> String {
        let units: [(Int64, String)] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1000, "s")]
        for (length, unit) in units where milliseconds >= length && milliseconds % length == 0 {
            return "\(milliseconds / length) \(unit)"
        }
        return "\(milliseconds) ms"
    }
}
