package import DisruptionCore
package import WireFormat

/// One record for an input topic; its bytes are valid until its source is asked for anything else.
package struct FeedRecord {
    package let topic: InputTopic
    /// The envelope's `timestamp`.
    package let time: Instant
    package let key: UnsafeRawBufferPointer
    /// The JSON envelope.
    package let value: UnsafeRawBufferPointer

    package init(topic: InputTopic, time: Instant, key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        self.topic = topic
        self.time = time
        self.key = key
        self.value = value
    }
}

/// Where events come from, in order of event time.
package protocol FeedSource: ~Copyable {
    /// Event time of the next record; nil at the end.
    mutating func nextTime() throws -> Instant?

    /// The next record; nil at the end.
    mutating func next() throws -> FeedRecord?

    /// Says that what `next` gave was handed over.
    mutating func advance()
}
