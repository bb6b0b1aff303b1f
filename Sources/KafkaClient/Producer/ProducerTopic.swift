import CLibrdkafka

/// A topic as one producer knows it: looked up once by ``Producer/topic(_:)``, then used for every record.
public final class ProducerTopic: Sendable {
    public let name: String
    /// Whose topic it is: librdkafka's topics cannot be shared between clients.
    let owner: ObjectIdentifier
    /// Destroyed by the producer when it closes, before its client.
    nonisolated(unsafe) let pointer: OpaquePointer

    init(_ name: String, of handle: KafkaHandle) throws(KafkaError) {
        guard let pointer = rd_kafka_topic_new(handle.client, name, nil) else {
            throw KafkaError(rd_kafka_last_error(), "open topic", name)
        }
        self.name = name
        self.pointer = pointer
        owner = ObjectIdentifier(handle)
    }
}
