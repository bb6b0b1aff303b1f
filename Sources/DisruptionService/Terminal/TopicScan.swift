import DisruptionCore
import KafkaClient

/// Reads a topic as any consumer would, for a command: committed records only, outside of every group.
final class TopicScan {
    /// Where reading begins in each partition.
    enum Start {
        case beginning
        /// What comes from now on.
        case end
        /// Records whose Kafka timestamp is not before this.
        case since(Instant)
    }

    private let consumer: Consumer
    private let places: [TopicPartition]

    /// How long a broker may take to say where partitions begin and end.
    private static let askLimit = Duration.seconds(10)
    private static let closeLimit = Duration.seconds(2)
    private static let pollTime = Duration.milliseconds(200)

    /// - Parameters:
    ///   - topic: logical name, one of the catalog.
    ///   - client: this command, as the broker logs it.
    init(_ configuration: Configuration, _ topic: String, client: String) throws {
        let catalog = try TopicCatalog.declared(by: configuration)
        let name = configuration.topics[topic]
        places = (0..<(catalog[topic]?.partitions ?? 1)).map { TopicPartition(name, Int32($0)) }
        var settings = configuration.kafka.librdkafka
        for (key, value) in [
            ("bootstrap.servers", configuration.kafka.bootstrapServers), ("client.id", client),
            ("group.id", "\(configuration.kafka.groupId)-\(client)"), ("isolation.level", "read_committed"),
            ("enable.auto.commit", "false"), ("enable.partition.eof", "true"), ("auto.offset.reset", "earliest"),
        ] { settings[key] = value }
        consumer = try Consumer(settings: settings, hooks: KafkaHooks(log: { _, _, _ in }))
    }

    deinit { consumer.close(within: TopicScan.closeLimit) }

    /// Reads up to where the partitions end now, or goes on with what comes.
    /// - Parameters:
    ///   - follows: go on until asked to stop.
    ///   - turn: called some times a second, whether records come or not.
    ///   - body: gets each record with its partition.
    /// - Throws: `KafkaError` where no broker answers, and what `body` throws.
    func run(
        from start: Start, follows: Bool, stop: StopRequest, turn: () throws -> Void = {},
        _ body: (Int32, borrowing ConsumedMessage) throws -> Void
    ) throws {
        let ranges = try consumer.ranges(of: places, timeout: TopicScan.askLimit)
        try consumer.assign(manually: try begin(start, ranges))
        var left = follows ? [:] : ranges.filter { $0.value.low < $0.value.high }
        while !stop.isRequested, follows || !left.isEmpty {
            try turn()
            var drained = 0
            for place in places {
                guard let queue = consumer.queue(place.topic, place.partition) else { continue }
                drained += try queue.drain { (message) throws -> Void in
                    if message.isEndOfPartition {
                        left[place] = nil
                    } else if let error = message.error {
                        throw error
                    } else if follows || message.offset < ranges[place]?.high ?? 0 {
                        try body(place.partition, message)
                    } else {
                        left[place] = nil
                    }
                }
            }
            if drained == 0 { _ = consumer.poll(timeout: TopicScan.pollTime) }
        }
    }

    private func begin(_ start: Start, _ ranges: [TopicPartition: OffsetRange]) throws(KafkaError) -> [PartitionOffset]
    {
        switch start {
        case .beginning: return places.map { PartitionOffset($0, .beginning) }
        case .end: return places.map { PartitionOffset($0, .at(ranges[$0]?.high ?? 0)) }
        case .since(let instant):
            return try consumer.offsets(of: places, atOrAfter: instant.ms, timeout: TopicScan.askLimit)
        }
    }
}
