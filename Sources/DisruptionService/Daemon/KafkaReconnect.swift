import KafkaClient

extension KafkaSettings {
    /// Lets a client come back soon after a broker does, unless the configuration says how often to try: librdkafka's
    /// own pause between two attempts grows to 10 s, for which nothing would be detected.
    mutating func reconnectSoon() {
        guard self["reconnect.backoff.ms"] == nil else { return }
        setDefault("reconnect.backoff.max.ms", String(ServiceLimits.reconnectMs))
    }
}
