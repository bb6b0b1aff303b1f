public import DisruptionCore

extension Instant {
    /// RFC 3339 in UTC, for messages that a person reads.
    public var rfc3339: String {
        var writer = ByteWriter(capacity: 64)
        writer.put(instant: self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
