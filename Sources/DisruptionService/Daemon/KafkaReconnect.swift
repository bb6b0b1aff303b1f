import KafkaClient

extension KafkaSettings {
    /// Lets a client come back soon after a broker or a network does, unless the configuration says how: librdkafka's
    /// own pause between two attempts grows to 10 s, it gives a connection that was accepted and is not answered 30 s,
    /// and one that is dead without a word 60, for which nothing would be detected.
    mutating func reconnectSoon() {
        if self["reconnect.backoff.ms"] == nil {
            setDefault("reconnect.backoff.max.ms", String(ServiceLimits.reconnectMs))
        }
        setDefault("socket.connection.setup.timeout.ms", String(ServiceLimits.connectMs))
        setDefault("socket.timeout.ms", String(ServiceLimits.answerMs))
    }
}
