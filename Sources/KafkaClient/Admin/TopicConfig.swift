/// One setting of a topic.
public struct TopicConfig: Sendable, Hashable {
    /// Where a setting's value comes from.
    public enum Source: Sendable, Hashable {
        /// Set for this topic.
        case topic
        /// Set for all topics, in a broker's file or dynamically.
        case broker
        /// Kafka's built-in default.
        case builtIn
        /// Not told.
        case unknown
    }

    public let name: String
    /// Nil where the broker keeps it secret.
    public let value: String?
    public let source: Source
    public let isReadOnly: Bool
}
