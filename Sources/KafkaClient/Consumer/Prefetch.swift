import CLibrdkafka

/// Restarts librdkafka's fetcher where it sleeps although there is room again.
///
/// When every partition's queue of a broker is above `queued.max.messages.kbytes`, librdkafka 2.0.2 sends no further
/// fetch and sleeps for up to a second (rd_kafka_max_block_ms); draining the queues does not wake it, while a seek does
/// (rd_kafka_toppar_seek). So a queue that was drained from full to empty is sought to where it stands, which drops
/// nothing. Newer libraries look again after `fetch.queue.backoff.ms` and need no help.
struct Prefetch {
    /// What a partition's queue holds before fetching stops, in bytes.
    let bytesMax: Int
    private unowned let handle: KafkaHandle

    /// Nil where the library needs no help.
    init?(_ handle: KafkaHandle, _ settings: KafkaSettings) {
        if KafkaSettings.isKnown("fetch.queue.backoff.ms", "10") { return nil }
        self.handle = handle
        bytesMax = 1024 * (settings["queued.max.messages.kbytes"].flatMap { Int($0) } ?? Self.defaultKilobytesMax)
    }

    func restart(_ offset: PartitionOffset) {
        let list = PartitionList([offset])
        // Time-out 0 only sends the request; a partition that was given up meanwhile refuses it, which is right.
        if let error = rd_kafka_seek_partitions(handle.client, list.pointer, 0) { rd_kafka_error_destroy(error) }
    }

    /// Source: librdkafka's CONFIGURATION.md, `queued.max.messages.kbytes`.
    private static let defaultKilobytesMax = 65536
}
