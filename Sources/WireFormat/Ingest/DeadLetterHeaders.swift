public import DisruptionCore

/// The headers of a dead letter.
public struct DeadLetter {
    /// A header: name and value, as they stand in a record.
    public struct Header: Sendable, Equatable {
        public var name: String
        /// nil is Kafka's null value.
        public var value: [UInt8]?

        public init(name: String, value: [UInt8]?) {
            self.name = name
            self.value = value
        }
    }

    public var reason: DeadLetterReason
    /// What exactly, for a person; never what a passenger's event holds.
    public var detail: String
    /// The real name of the topic that the record was read from.
    public var topic: String
    public var partition: Int
    public var offset: Int64
    /// The record's Kafka timestamp.
    public var timestamp: Instant
    /// Where it was refused: `ingest`, or the entity behind it, e.g. `leg`.
    public var stage: String
    /// The configuration in force.
    public var configID: String
    /// Whether the value is left out of the dead letter.
    public var isWithheld: Bool

    public init(
        reason: DeadLetterReason, detail: String, topic: String, partition: Int, offset: Int64, timestamp: Instant,
        stage: String, configID: String, isWithheld: Bool
    ) {
        self.reason = reason
        self.detail = detail
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.timestamp = timestamp
        self.stage = stage
        self.configID = configID
        self.isWithheld = isWithheld
    }

    /// Bytes of key, value and headers that a record of the dead-letter topic may have: its limit of 2 MiB less what
    /// Kafka adds to a record and its batch.
    public static let recordBytes = 2 * 1024 * 1024 - 4096

    /// Whether the value stays out whatever its size: that of passenger.events may hold personal data.
    /// - Parameter topic: where the record was read.
    public static func withholds(_ topic: InputTopic) -> Bool { topic == .passengerEvents }

    /// All headers: the original ones and then the dead letter's own.
    ///
    /// A record that was a dead letter before and came back by a re-drive has `dlq.` headers already: they give way to
    /// the new ones, and the attempt counts up.
    public func headers(original: [Header]) -> [Header] {
        var attempt: UInt32 = 1
        var headers: [Header] = []
        for header in original {
            guard header.name.hasPrefix("dlq.") else {
                headers.append(header)
                continue
            }
            if header.name == "dlq.attempt", let value = header.value,
                let before = UInt32(String(decoding: value, as: UTF8.self)), before < 1_000_000
            {
                attempt = before + 1
            }
        }
        func add(_ name: String, _ value: String) { headers.append(Header(name: name, value: Array(value.utf8))) }
        add("dlq.reason", reason.name.description)
        add("dlq.detail", detail)
        add("dlq.topic", topic)
        add("dlq.partition", String(partition))
        add("dlq.offset", String(offset))
        add("dlq.timestamp", String(timestamp.ms))
        add("dlq.stage", stage)
        add("dlq.attempt", String(attempt))
        add("dlq.config_id", configID)
        if isWithheld { add("dlq.value", "withheld") }
        return headers
    }
}
