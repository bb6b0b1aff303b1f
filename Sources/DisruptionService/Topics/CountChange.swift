import WireFormat

/// A topic that has another count of partitions than the one that was reckoned with: what that means and what to do.
/// Counts can only be added to by Kafka, and topics that others write are theirs.
struct CountChange: Sendable, Equatable, CustomStringConvertible {
    /// What the count decides.
    enum Kind: Sendable, Equatable {
        /// Which records are read, and what time they tell.
        case input
        /// Which state is where.
        case log
        /// Nothing that is kept.
        case other

        /// - Parameter name: the logical one of a topic.
        init(of name: String) {
            let isInput = InputTopic.allCases.contains { $0.name.description == name }
            self = isInput ? .input : name == "iropsd.entities" ? .log : .other
        }
    }

    /// The logical name, which `kafka.partitions` goes by.
    let name: String
    /// The name on the cluster.
    let topic: String
    /// nil where only a partition too many was seen.
    let found: Int?
    /// The count that the log was made for, or that is declared.
    let known: Int

    private var kind: Kind { Kind(of: name) }
    private var isMore: Bool { found.map { $0 > known } ?? true }
    private var setting: String { found.map { "kafka.partitions: {\(name): \($0)}" } ?? "kafka.partitions" }

    /// For somebody whose process ends of it.
    var description: String {
        let count = found.map { "\($0) partitions" } ?? "more partitions than before"
        return "\(topic) has \(count), and the log was made for \(known): \(meaning). \(remedy)"
    }

    /// For somebody who compares a cluster with the declarations, before the first start or after it.
    var advice: String {
        switch kind {
        case .input, .log: "Before the first start set \(setting). After it: \(remedy)"
        case .other:
            """
            Set \(setting): nothing that is kept depends on the count, but records of one key may stand in two \
            partitions from then on
            """
        }
    }

    private var meaning: String {
        switch (kind, isMore) {
        case (.input, true):
            "records of the others would not be read, and keys may have moved from one partition to another"
        case (.input, false): "it was made anew, and event time would wait for the missing ones for good"
        case (.log, _), (.other, _): "states are spread by that count"
        }
    }

    private var remedy: String {
        switch (kind, isMore) {
        case (.input, true):
            """
            Kafka takes no partition away, so either those whose topic it is make it anew with \(known) (what nobody \
            has read yet goes with it); or begin anew with the new count: \(LogIncarnation.anew("set \(setting), "))
            """
        case (.input, false):
            """
            Either have partitions added until there are \(known) (kafka-topics --alter); or begin anew with the new \
            count: \(LogIncarnation.anew("set \(setting), "))
            """
        case (.log, _), (.other, _): "Begin anew: \(LogIncarnation.anew())"
        }
    }
}

extension CountChange {
    /// A topic as it is on the cluster, against its declaration.
    init(_ entry: TopicPlan.Entry, found: Int) {
        self.init(
            name: entry.declaration.name, topic: entry.realName, found: found, known: entry.declaration.partitions)
    }
}
