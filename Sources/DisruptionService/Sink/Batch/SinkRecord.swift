/// A record as the sink sees it: borrowed from the Kafka client for the length of a call.
struct SinkRecord {
    let offset: Int64
    /// The Kafka timestamp, milliseconds since 1970 UTC.
    let timestampMs: Int64
    let key: UnsafeRawBufferPointer?
    let value: UnsafeRawBufferPointer?
}
