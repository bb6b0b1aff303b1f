public import KafkaClient
import Synchronization

/// The input topics of a cluster as the goal of a replay.
public final class KafkaReplayTarget: ReplayTarget {
    /// A topic and how many partitions it has.
    public struct Input: Sendable, Equatable {
        public let topic: String
        public let partitions: Int

        public init(topic: String, partitions: Int) {
            self.topic = topic
            self.partitions = partitions
        }
    }

    /// Logical names of the topics whose event time marks move. operator.commands count in no watermark.
    public static let marked = ["flight.events", "external.data", "passenger.events"]

    private let producer: Producer
    private let events: ProducerTopic
    private let marks: [(topic: ProducerTopic, partition: Int32)]
    private let lastError: LastError
    private var delivered = 0

    /// Told by librdkafka from whichever thread polls.
    private final class LastError: Sendable {
        private let error = Mutex<KafkaError?>(nil)
        var value: KafkaError? { error.withLock { $0 } }
        func set(_ value: KafkaError?) { error.withLock { $0 = value } }
    }

    /// - Parameters:
    ///   - settings: with `bootstrap.servers`; idempotence and waiting without end for a broker that is away are added.
    ///   - events: the topic that takes the events.
    ///   - inputs: the topics that take the marks.
    /// - Throws: when a setting is refused.
    public init(settings: KafkaSettings, events: String, inputs: [Input], hooks: KafkaHooks) throws(KafkaError) {
        var hooks = hooks
        let lastError = LastError()
        hooks.error = { lastError.set($0) }
        let producer = try Producer(settings: KafkaReplayTarget.defaults.merging(settings), hooks: hooks)
        var marks: [(topic: ProducerTopic, partition: Int32)] = []
        for input in inputs {
            let topic = try producer.topic(input.topic)
            marks += (0..<input.partitions).map { (topic, Int32($0)) }
        }
        self.events = try producer.topic(events)
        self.producer = producer
        self.marks = marks
        self.lastError = lastError
    }

    /// An event is lost by no time-out and doubled by no retry; the queue is bounded by its bytes.
    private static let defaults: KafkaSettings = [
        "client.id": "iropsd-replay", "enable.idempotence": "true", "message.timeout.ms": "0", "linger.ms": "5",
        "batch.size": "262144", "compression.type": "lz4", "queue.buffering.max.messages": "200000",
        "queue.buffering.max.kbytes": "131072",
    ]

    public var markedPartitions: Int { marks.count }

    public func send(key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) throws(KafkaError) -> Bool {
        try producer.produce(to: events, key: key, value: value) == .queued
    }

    public func sendMark(_ index: Int, value: UnsafeRawBufferPointer) throws(KafkaError) -> Bool {
        let (topic, partition) = marks[index]
        return try producer.produce(to: topic, partition: partition, key: nil, value: value) == .queued
    }

    public func wait(milliseconds: Int64) throws(KafkaError) {
        producer.poll(timeout: .milliseconds(milliseconds))
        if let failure = producer.failure { throw failure }
        let count = producer.delivered()
        if count > delivered {
            delivered = count
            lastError.set(nil)
        }
    }

    public func finish(within limit: Duration) -> Int {
        _ = producer.flush(within: limit)
        let left = producer.outstanding + producer.failed()
        _ = producer.abandon(within: .seconds(5))
        return left
    }

    public var trouble: String? {
        guard let error = lastError.value, producer.outstanding > 0 else { return nil }
        return "the broker is away (\(error.reason)); trying on"
    }
}
