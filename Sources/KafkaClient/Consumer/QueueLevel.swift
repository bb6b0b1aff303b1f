import CLibrdkafka

/// Watches one partition's queue for the sign that fetching has stopped: it was drained from full to empty and nothing
/// arrived meanwhile.
struct QueueLevel {
    /// Messages left after the last drain, as far as seen from here.
    private var left = 0
    private var bytesSinceArrival = 0
    private var position: Int64 = -1
    private var restartedAt: Int64 = -1

    mutating func willDrain(waiting: Int) {
        if waiting > left { bytesSinceArrival = 0 }
        left = waiting
    }

    mutating func drained(_ message: rd_kafka_message_t) {
        left -= 1
        guard message.err == RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        position = message.offset + 1
        bytesSinceArrival += message.len + message.key_len
    }

    /// Called when the queue is empty: the next offset to fetch when fetching has stopped, once for each position.
    mutating func takeStall(limitBytes: Int) -> Int64? {
        guard bytesSinceArrival >= limitBytes / 2, position != restartedAt else { return nil }
        restartedAt = position
        bytesSinceArrival = 0
        return position
    }
}
