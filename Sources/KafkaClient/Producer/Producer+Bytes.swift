/// Sending byte arrays, for callers off the hot path.
extension Producer {
    /// Like ``produce(to:partition:key:value:timestamp:headers:channel:)``, with the topic by name and arrays of bytes.
    public func produce(
        topic: String, partition: Int32? = nil, key: [UInt8]? = nil, value: [UInt8]?,
        timestamp: Int64? = nil, headers: [RecordHeader] = [], channel: Int = 0
    ) throws(KafkaError) -> ProduceResult {
        let topic = try self.topic(topic)
        return try withBytes(key) { key throws(KafkaError) in
            try withBytes(value) { value throws(KafkaError) in
                try produce(
                    to: topic, partition: partition, key: key, value: value, timestamp: timestamp, headers: headers,
                    channel: channel)
            }
        }
    }
}

private func withBytes<Result>(
    _ bytes: [UInt8]?, _ body: (UnsafeRawBufferPointer?) throws(KafkaError) -> Result
) throws(KafkaError) -> Result {
    guard let bytes else { return try body(nil) }
    return try bytes.withUnsafeBufferPointer { buffer throws(KafkaError) in try body(UnsafeRawBufferPointer(buffer)) }
}
