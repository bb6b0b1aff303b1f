import DisruptionService
import KafkaClient
import Synchronization

/// Reads the output topics as any consumer would, committed records only, and counts what is in them.
final class DemoWatcher: Sendable {
    /// What was read so far.
    struct Counts: Sendable {
        /// Records by the header `event_type`.
        var types: [String: Int] = [:]
        var disruptions: Set<String> = []
        var legs: Set<String> = []
        var deadLetters = 0
        var failure: String?
    }

    private let settings: KafkaSettings
    private let topics: [(name: String, topic: String, partitions: Int)]
    private let stop: StopRequest
    private let counts = Mutex(Counts())
    private let news: DemoNews

    init(
        _ configuration: Configuration, _ catalog: TopicCatalog, stop: StopRequest, news: DemoNews
    ) {
        settings = [
            "bootstrap.servers": configuration.kafka.bootstrapServers,
            "group.id": configuration.kafka.groupId + "-watch", "isolation.level": "read_committed",
            "fetch.wait.max.ms": "100",
        ]
        topics = ["disruption.events", "flight.state", "dead.letter.queue"].map {
            ($0, configuration.topics[$0], catalog[$0]?.partitions ?? 1)
        }
        self.stop = stop
        self.news = news
    }

    /// What was read so far.
    var seen: Counts { counts.withLock { $0 } }

    /// Reads until it is asked to stop.
    func run() {
        do {
            try read()
        } catch {
            counts.withLock { $0.failure = "\(error)" }
        }
    }

    private func read() throws {
        let consumer = try Consumer(settings: settings, hooks: KafkaHooks(log: { _, _, _ in }))
        defer { consumer.close(within: .seconds(5)) }
        try consumer.assign(
            manually: topics.flatMap { entry in
                (0..<entry.partitions).map { PartitionOffset(TopicPartition(entry.topic, Int32($0)), .beginning) }
            })
        while !stop.isRequested {
            var drained = 0
            for (name, topic, partitions) in topics {
                for number in 0..<partitions {
                    guard let queue = consumer.queue(topic, Int32(number)) else { continue }
                    drained += queue.drain { (message: borrowing ConsumedMessage) in
                        if message.isRecord { self.take(message, name) }
                    }
                }
            }
            try news.show()
            if drained == 0 { _ = consumer.poll(timeout: .milliseconds(50)) }
        }
    }

    private func take(_ message: borrowing ConsumedMessage, _ name: String) {
        let key = message.key.map { String(decoding: $0, as: UTF8.self) } ?? ""
        switch name {
        case "disruption.events":
            let type = message.headers["event_type"].map { String(decoding: $0, as: UTF8.self) } ?? ""
            counts.withLock { counts in
                counts.types[type, default: 0] += 1
                counts.disruptions.insert(key)
            }
            if let value = message.value { news.offer(type: type, body: value) }
        case "flight.state":
            let isForgotten = message.value == nil
            counts.withLock { counts in
                if isForgotten { counts.legs.remove(key) } else { counts.legs.insert(key) }
            }
        default: counts.withLock { $0.deadLetters += 1 }
        }
    }
}
