/// A partition's log, as `sink_positions` names it.
package struct SinkSource: Hashable, Sendable, CustomStringConvertible {
    /// The topic's name on the cluster.
    package let topic: String
    package let partition: Int32
    /// 1, and one more each time the topic was found to be made anew: positions rise within one log only.
    package let log: Int32

    /// - Parameter log: 1, and one more each time the topic was found to be made anew.
    package init(topic: String, partition: Int32, log: Int32) {
        self.topic = topic
        self.partition = partition
        self.log = log
    }

    package var description: String { "\(topic)/\(partition)" }

    /// The share that the source belongs to: partitions of a topic are spread over all of them.
    package func share(of count: Int) -> Int { Int(partition) % max(1, count) }
}
