extension KafkaVersion {
    /// What is known to be wrong with a version, and which one to take instead; nil where nothing is known.
    ///
    /// Source: librdkafka's release notes of 2.1.1 (records read twice after a change of metadata), 2.5.3 (an assertion
    /// in the telemetry that a broker asks for), 2.6.1 (nothing read from brokers before 2.7) and 2.10.1 (crashes and
    /// races of metadata). This client was written and tested for 2.0.2 and newer.
    public var knownTrouble: String? {
        let own = (major, minor, patch)
        if own < (2, 0, 2) { return "it is older than 2.0.2, the oldest that was tested" }
        if own >= (2, 1, 0), own < (2, 1, 1) {
            return "records may be read twice after a change of metadata; take 2.1.1 or newer"
        }
        if own >= (2, 5, 0), own < (2, 5, 3) {
            return """
                it may end the process where a broker asks for telemetry; take 2.5.3 or newer, or set \
                enable.metrics.push: false
                """
        }
        if own >= (2, 6, 0), own < (2, 6, 1) { return "it reads nothing from brokers before 2.7; take 2.6.1 or newer" }
        if own >= (2, 10, 0), own < (2, 10, 1) {
            return "it may end the process on a change of metadata; take 2.10.1 or newer"
        }
        return nil
    }

    /// Whether SCRAM works with brokers of Apache Kafka 4: older versions send the client's nonce twice.
    /// Source: librdkafka's release notes of 2.6.1.
    public var hasScramOfKafka4: Bool { (major, minor, patch) >= (2, 6, 1) }

    /// Whether a transaction may wait for ever for a broker that went away and came back, whatever limit it is given: a
    /// lane that this happens to starts anew, with new clients.
    ///
    /// Source: in librdkafka's tracker rd_kafka_metadata_update_op skipping partitions without a leader (since 2.5.0),
    /// and send_offsets_to_transaction ignoring its limit and a decommissioned coordinator (since 2.10.0); open in
    /// 2.16.
    public var losesBrokers: Bool { (major, minor, patch) >= (2, 5, 0) }
}
