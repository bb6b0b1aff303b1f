/// What has become of the topics of a process while it runs, told from one look at the brokers to the next. A topic
/// that is not seen once may be the lag of a broker; not twice.
struct TopicLook {
    /// A topic that the process reads or writes.
    struct Topic: Sendable, Equatable {
        /// The logical name.
        let name: String
        /// The name on the cluster.
        let topic: String
        /// As the log was made for, or as declared.
        let partitions: Int
    }

    /// What a broker says of a topic.
    enum Sight: Equatable {
        case partitions(Int)
        /// Nothing that can be relied on.
        case unclear
    }

    /// What has changed since the look before.
    enum Change: Equatable {
        /// Its records, or those of the log, would not all be read: going on loses something.
        case counted(CountChange)
        case missing(Topic)
        case back(Topic)
    }

    private enum State {
        /// Can become `suspected`.
        case there
        /// Missing, or with too few partitions, in the last look: can become `missing`, or `there`.
        case suspected
        /// Told to be: can become `there`.
        case missing
    }

    private let topics: [Topic]
    private var states: [String: State] = [:]

    init(_ topics: [Topic]) { self.topics = topics }

    /// Topics that were told to be missing and are not back.
    var missing: [Topic] { topics.filter { states[$0.topic] == .missing } }

    /// Whether somebody waits for the next look.
    var isUnsettled: Bool { !states.values.allSatisfy { $0 == .there } }

    /// - Parameter found: what a broker says of its topics by their names there; none for one that it does not have.
    /// - Returns: what is to be told, once.
    mutating func look(at found: [String: Sight]) -> [Change] {
        topics.flatMap { look(at: $0, found[$0.topic]) }
    }

    private mutating func look(at topic: Topic, _ sight: Sight?) -> [Change] {
        let before = states[topic.topic] ?? .there
        var changes: [Change] = []
        switch sight {
        case .unclear: return []
        case nil:
            if before == .suspected { changes.append(.missing(topic)) }
            states[topic.topic] = before == .there ? .suspected : .missing
        case .partitions(let count):
            if before == .missing { changes.append(.back(topic)) }
            let isOther = CountChange.Kind(of: topic.name) != .other && count != topic.partitions
            // Those that are there do not go away again; those that are missing may not be shown yet.
            if isOther, count > topic.partitions || before == .suspected {
                let change = CountChange(
                    name: topic.name, topic: topic.topic, found: count, known: topic.partitions)
                changes.append(.counted(change))
            }
            states[topic.topic] = isOther ? .suspected : .there
        }
        return changes
    }
}

extension TopicLook {
    /// The topics that a daemon uses.
    init(_ catalog: TopicCatalog, _ names: TopicNames) {
        self.init(
            catalog.topics.filter { StartCheck.used.contains($0.name) }.map {
                Topic(name: $0.name, topic: names[$0.name], partitions: $0.partitions)
            })
    }
}
