/// Why this sink cannot go on, though database and brokers answer.
public enum SinkError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Another sink holds the lock and is alive: this one stands by.
    case standingBy(holder: String)
    /// Another sink took over: this one's epoch is out of date.
    case fenced(epoch: Int64, current: Int64, holder: String)

    /// A topic that it reads is not on the cluster.
    case topicMissing(String)
    /// A partition's offsets fell behind what was read: it was made anew or cut back while it was read.
    case offsetsWentBack(String)

    /// The sink is to stop: it asks nobody for anything more.
    case stopping

    /// What happened, and what to do where something has to be done.
    public var description: String {
        switch self {
        case .standingBy(let holder):
            "the sink \(holder) is writing; this one stands by"
        case .fenced(let epoch, let current, let holder):
            "the sink \(holder) took over: epoch \(current) is newer than \(epoch). Nothing was written"
        case .topicMissing(let topic):
            "topic \(topic) is not on the cluster. What to do: run 'iropsd topics apply --config FILE'"
        case .offsetsWentBack(let partition):
            "the offsets of \(partition) began again; reading begins anew"
        case .stopping:
            "the sink is stopping"
        }
    }
}
