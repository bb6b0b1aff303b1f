import CLibrdkafka

/// A look at one record, or at an error in its place, in librdkafka's memory; nothing is copied.
///
/// Valid only inside the body it is handed to; so are the buffers it gives out.
public struct ConsumedMessage {
    private let message: UnsafeMutablePointer<rd_kafka_message_t>

    init(_ message: UnsafeMutablePointer<rd_kafka_message_t>) {
        self.message = message
    }

    /// True for a record, false for an error or an end of partition.
    public var isRecord: Bool { message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR }

    /// The reader has come to the end of the partition, for read_committed the last stable offset; ``offset`` is that
    /// end.
    public var isEndOfPartition: Bool { message.pointee.err == RD_KAFKA_RESP_ERR__PARTITION_EOF }

    /// The offset in the partition.
    public var offset: Int64 { message.pointee.offset }

    /// The key, nil where it is null.
    public var key: UnsafeRawBufferPointer? {
        message.pointee.key.map { UnsafeRawBufferPointer(start: $0, count: message.pointee.key_len) }
    }

    /// The value, nil where it is null: a tombstone.
    public var value: UnsafeRawBufferPointer? {
        message.pointee.payload.map { UnsafeRawBufferPointer(start: $0, count: message.pointee.len) }
    }

    /// Milliseconds since 1970 UTC as the producer or the broker set them, -1 where there are none.
    public var timestampMilliseconds: Int64 { rd_kafka_message_timestamp(message, nil) }

    /// The headers; they are parsed on the first request, which allocates.
    public var headers: MessageHeaders {
        var list: OpaquePointer?
        guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR else { return MessageHeaders(nil) }
        return MessageHeaders(list)
    }

    /// What stands here in place of a record; nil for a record.
    public var error: KafkaError? {
        guard !isRecord else { return nil }
        let topic = message.pointee.rkt.map { String(cString: rd_kafka_topic_name($0)) } ?? ""
        return KafkaError(
            message.pointee.err, "read", "\(topic)/\(message.pointee.partition)",
            reason: rd_kafka_message_errstr(message).map { String(cString: $0) })
    }
}
