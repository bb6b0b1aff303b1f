import KafkaClient

/// Sends records into the snapshots topic and waits for them; belongs to the writer's thread.
///
/// The first failure ends a client, because librdkafka's idempotence may be at an end with it; the next record makes
/// a new one.
final class RecordSender {
    private let place: SnapshotPlace
    private let hooks: KafkaHooks
    /// Whether waiting is in vain, because the process ends.
    private let hasGivenUp: () -> Bool
    private var producer: Producer?

    /// Chunks under way together: each has a delivery channel of its own, which tells its offset. Channel 0 is for all
    /// other records.
    private static let window = 64
    /// How often a chunk is sent at the most to learn its offset.
    private static let attempts = 5

    init(_ place: SnapshotPlace, hooks: KafkaHooks, hasGivenUp: @escaping () -> Bool) {
        self.place = place
        self.hooks = hooks
        self.hasGivenUp = hasGivenUp
    }

    /// Sends one record to partition 0 and waits until it is acknowledged.
    func send(key: [UInt8], value: [UInt8]?) throws(KafkaError) {
        try queue(key, value, to: SnapshotRecords.partition)
        try settle()
    }

    /// Hands a tombstone over; ``settle()`` waits for it.
    func remove(_ key: [UInt8], from partition: Int32) throws(KafkaError) { try queue(key, nil, to: partition) }

    /// Waits until all records but chunks are acknowledged.
    func settle() throws(KafkaError) {
        try wait(0)
    }

    /// Sends all chunks of a snapshot and waits until they are acknowledged.
    /// - Returns: where they stand, and what they are.
    func sendChunks(_ manifest: SnapshotManifest, _ bytes: UnsafeRawBufferPointer) throws(KafkaError)
        -> [SnapshotManifest.Chunk]
    {
        var chunks: [SnapshotManifest.Chunk] = []
        var numbers = 0..<min(Self.window, manifest.chunkCount)
        while !numbers.isEmpty {
            for number in numbers { try put(number, of: manifest, bytes, channel: 1 + number - numbers.lowerBound) }
            for number in numbers {
                let channel = 1 + number - numbers.lowerBound
                let offset = try offset(ofChunk: number, of: manifest, bytes, channel: channel)
                let part = UnsafeRawBufferPointer(rebasing: bytes[manifest.range(ofChunk: number)])
                chunks.append(
                    SnapshotManifest.Chunk(offset: offset, bytes: part.count, checksum: Checksum.of(part)))
            }
            numbers = numbers.upperBound..<min(numbers.upperBound + Self.window, manifest.chunkCount)
        }
        return chunks
    }

    /// Waits for a chunk, and sends it once more where the broker does not say where it stands: what it has already,
    /// because an acknowledgement was lost, it acknowledges again without the offset. The last one of a key is kept.
    private func offset(
        ofChunk number: Int, of manifest: SnapshotManifest, _ bytes: UnsafeRawBufferPointer, channel: Int
    ) throws(KafkaError) -> Int64 {
        for _ in 0..<Self.attempts {
            try wait(channel)
            if let offset = producer?.offset(channel) { return offset }
            try put(number, of: manifest, bytes, channel: channel)
        }
        abandon()
        throw .noOffsetTold(place.topic)
    }

    private func put(
        _ number: Int, of manifest: SnapshotManifest, _ bytes: UnsafeRawBufferPointer, channel: Int
    ) throws(KafkaError) {
        try put(
            manifest.key.chunk(number), UnsafeRawBufferPointer(rebasing: bytes[manifest.range(ofChunk: number)]),
            to: manifest.chunkPartition, channel: channel)
    }

    /// Lets the client go, with what is not acknowledged.
    func abandon() { producer.take()?.abandon(within: SnapshotLimits.closeTime) }

    private func client() throws(KafkaError) -> Producer {
        if let producer { return producer }
        let made = try Producer(settings: place.writerSettings, channels: 1 + Self.window, hooks: hooks)
        producer = made
        return made
    }

    private func queue(_ key: [UInt8], _ value: [UInt8]?, to partition: Int32) throws(KafkaError) {
        guard let value else { return try put(key, nil, to: partition, channel: 0) }
        try value.withUnsafeBufferPointer { (value) throws(KafkaError) in
            try put(key, UnsafeRawBufferPointer(value), to: partition, channel: 0)
        }
    }

    private func put(
        _ key: [UInt8], _ value: UnsafeRawBufferPointer?, to partition: Int32, channel: Int
    ) throws(KafkaError) {
        let producer = try client()
        do throws(KafkaError) {
            let topic = try producer.topic(place.topic)
            while true {
                let result = try key.withUnsafeBufferPointer { (key) throws(KafkaError) in
                    try producer.produce(
                        to: topic, partition: partition, key: UnsafeRawBufferPointer(key), value: value,
                        channel: channel)
                }
                if result == .queued { return }
                producer.poll(timeout: .milliseconds(SnapshotLimits.lookAgainMs))
                if let failure = producer.failure { throw failure }
                if hasGivenUp() { throw KafkaError.snapshotsClosed }
            }
        } catch {
            abandon()
            throw error
        }
    }

    /// However long the brokers are away: they are waited for unless the process ends.
    private func wait(_ channel: Int) throws(KafkaError) {
        guard let producer else { return }
        do throws(KafkaError) {
            let count = producer.produced(channel)
            while try !producer.waitUntilDelivered(count, on: channel, within: .milliseconds(100)) {
                if hasGivenUp() { throw KafkaError.snapshotsClosed }
            }
        } catch {
            abandon()
            throw error
        }
    }
}

extension KafkaError {
    fileprivate static func noOffsetTold(_ topic: String) -> KafkaError {
        KafkaError(
            code: .wrongState, operation: "write to", subject: topic,
            reason: "the broker acknowledged a record and did not say where it stands", isRetriable: false)
    }
}
