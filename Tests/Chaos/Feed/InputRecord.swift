import DisruptionCore
import WireFormat

/// A record for an input topic, before the installation that reads it is known.
package struct InputRecord: Sendable {
    /// Logical name of the topic.
    package let topic: String
    package let partition: Int32
    package let key: String
    package let value: [UInt8]?
    /// Its event time, in minutes as `time(_:)` takes them; of what has none, that of the records around it.
    package var minute: Int
    /// It must become a dead letter.
    package var isBad: Bool

    package init(
        topic: String, partition: Int32, key: String, value: [UInt8]?, minute: Int = 0, isBad: Bool = false
    ) {
        self.topic = topic
        self.partition = partition
        self.key = key
        self.value = value
        self.minute = minute
        self.isBad = isBad
    }

    /// The input topics with their partitions.
    package static let topics: [(name: String, partitions: Int32)] = [
        ("flight.events", 6), ("external.data", 8), ("passenger.events", 4),
    ]

    /// A time mark for every partition of every input topic.
    package static func marks(at minute: Int) -> [InputRecord] {
        topics.flatMap { topic in
            (0..<topic.partitions).map { partition in
                let text =
                    #"{"event_id": "mark-\#(topic.name)-\#(partition)-\#(minute)", "event_type": "TIME_MARK", "#
                    + #""timestamp": "\#(time(minute))", "source": "test"}"#
                return InputRecord(
                    topic: topic.name, partition: partition, key: "mark", value: Array(text.utf8), minute: minute)
            }
        }
    }

    /// The instant so many minutes after 2008-02-05T00:00:00Z, as text.
    package static func time(_ minute: Int) -> String {
        Instant(ms: 1_202_169_600_000 + Int64(minute) * 60_000).rfc3339
    }
}
