/// A partition's log, as `sink_positions` names it.
struct SinkSource: Hashable, Sendable, CustomStringConvertible {
    /// The topic's name on the cluster.
    let topic: String
    let partition: Int32
    /// 1, and one more each time the topic was found to be made anew: positions rise within one log only.
    let log: Int32

    var description: String { "\(topic)/\(partition)" }
}
