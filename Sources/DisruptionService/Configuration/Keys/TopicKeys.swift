/// The keys of section `topics`: the real name of each topic that topics.yaml declares.
enum TopicKeys {
    static let all = TopicNames.declared.map { topic in
        ConfigurationKey(topic: topic.name, "\(topic.role.rawValue.capitalised): \(topic.carries)")
    }
}

extension String {
    fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
