/// A record as the sink sees it: borrowed from the Kafka client for the length of a call.
package struct SinkRecord {
    let offset: Int64
    /// The Kafka timestamp, milliseconds since 1970 UTC.
    let timestampMs: Int64
    let key: UnsafeRawBufferPointer?
    let value: UnsafeRawBufferPointer?

    /// - Parameter timestampMs: the Kafka timestamp, milliseconds since 1970 UTC.
    package init(offset: Int64, timestampMs: Int64, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?) {
        self.offset = offset
        self.timestampMs = timestampMs
        self.key = key
        self.value = value
    }
}
