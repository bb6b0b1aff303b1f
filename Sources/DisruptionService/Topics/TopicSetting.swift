/// A setting of a topic by Kafka's own name, with the value that it must have.
struct TopicSetting: Sendable, Equatable {
    /// When an observed value will do.
    enum Rule: Sendable {
        case exactly
        /// A larger number is left alone.
        case atLeast
    }

    /// Kafka's name of the largest batch of records that a topic takes, in bytes.
    static let recordBytesMax = "max.message.bytes"

    /// Bytes that Kafka adds to a record: the header of a batch of one (61 bytes), lengths and varints, with room to
    /// spare.
    static let framingBytes = 4096

    var name: String
    var value: String
    var rule = Rule.exactly

    /// Whether a topic with this value needs no change.
    func isMet(by observed: String) -> Bool {
        switch rule {
        case .exactly: return observed == value
        case .atLeast:
            guard let have = Int64(observed), let need = Int64(value) else { return false }
            return have >= need
        }
    }
}
