import DisruptionCore
import WireFormat

/// A record for an input topic, before the installation that reads it is known.
struct InputRecord: Sendable {
    /// Logical name of the topic.
    let topic: String
    let partition: Int32
    let key: String
    let value: [UInt8]?

    /// The input topics with their partitions.
    static let topics: [(name: String, partitions: Int32)] = [
        ("flight.events", 6), ("external.data", 8), ("passenger.events", 4),
    ]

    /// A time mark for every partition of every input topic.
    static func marks(at minute: Int) -> [InputRecord] {
        topics.flatMap { topic in
            (0..<topic.partitions).map { partition in
                let text =
                    #"{"event_id": "mark-\#(topic.name)-\#(partition)-\#(minute)", "event_type": "TIME_MARK", "#
                    + #""timestamp": "\#(time(minute))", "source": "test"}"#
                return InputRecord(
                    topic: topic.name, partition: partition, key: "mark", value: Array(text.utf8))
            }
        }
    }

    /// The instant so many minutes after 2008-02-05T00:00:00Z, as text.
    static func time(_ minute: Int) -> String {
        Instant(ms: 1_202_169_600_000 + Int64(minute) * 60_000).rfc3339
    }
}
