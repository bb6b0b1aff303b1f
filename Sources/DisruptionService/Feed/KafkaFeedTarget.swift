public import KafkaClient
import Synchronization
public import WireFormat

/// The input topics of a cluster as the goal of a feed.
public final class KafkaFeedTarget: FeedTarget {
    /// An input, what its topic is really called, and how many partitions it has.
    public struct Input: Sendable, Equatable {
        public let input: InputTopic
        public let topic: String
        public let partitions: Int

        public init(_ input: InputTopic, topic: String, partitions: Int) {
            self.input = input
            self.topic = topic
            self.partitions = partitions
        }
    }

    private let producer: Producer
    /// By the raw values of `InputTopic`.
    private let topics: [ProducerTopic?]
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
    ///   - inputs: the topics that take events, and marks in all of their partitions. operator.commands is none of
    ///     them: it counts in no watermark.
    ///   - name: of this client, as the broker logs it.
    /// - Throws: when a setting is refused.
    public init(
        settings: KafkaSettings, inputs: [Input], name: String = "iropsd-replay", hooks: KafkaHooks
    ) throws(KafkaError) {
        var hooks = hooks
        let lastError = LastError()
        hooks.error = { lastError.set($0) }
        let own = KafkaFeedTarget.defaults.merging(["client.id": name])
        let producer = try Producer(settings: own.merging(settings), hooks: hooks)
        var marks: [(topic: ProducerTopic, partition: Int32)] = []
        var topics = [ProducerTopic?](repeating: nil, count: InputTopic.allCases.count)
        for input in inputs {
            let topic = try producer.topic(input.topic)
            topics[Int(input.input.rawValue)] = topic
            marks += (0..<input.partitions).map { (topic, Int32($0)) }
        }
        self.topics = topics
        self.producer = producer
        self.marks = marks
        self.lastError = lastError
    }

    /// An event is lost by no time-out and doubled by no retry; the queue is bounded by its bytes.
    private static let defaults: KafkaSettings = [
        "enable.idempotence": "true", "message.timeout.ms": "0", "linger.ms": "5",
        "batch.size": "262144", "compression.type": "lz4", "queue.buffering.max.messages": "200000",
        "queue.buffering.max.kbytes": "131072",
    ]

    public var markedPartitions: Int { marks.count }

    /// To a topic that is among the inputs.
    public func send(
        to input: InputTopic, key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
    ) throws(KafkaError) -> Bool {
        guard let topic = topics[Int(input.rawValue)] else {
            preconditionFailure("\(input.name) is none of the inputs")
        }
        return try producer.produce(to: topic, key: key, value: value) == .queued
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
