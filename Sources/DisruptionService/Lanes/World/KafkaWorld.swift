import DisruptionCore
import KafkaClient
import Synchronization
import WireFormat

/// The world of the daemon's lanes.
enum KafkaWorld: LaneWorld {
    typealias Member = Consumer
    typealias Frames = KafkaFrames
    typealias Transactions = KafkaTransactions
    typealias Snapshots = KafkaSnapshots
    typealias Follower = KafkaFollower
    typealias Former = KafkaFormerOwners
}

extension Consumer: GroupMember {
    func nextEvent() -> ConsumerEvent? { poll() }

    func drain<Failure: Error>(
        _ place: TopicPartition, max most: Int, _ body: (borrowing ConsumedMessage) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        guard let queue = queue(place.topic, place.partition) else { return 0 }
        return try queue.drain(max: most, body)
    }
}

extension GroupMetadata: GroupIdentity {}

extension ConsumedMessage: ReadMessage {
    var originalHeaders: [DeadLetter.Header] {
        headers.map { DeadLetter.Header(name: $0.name, value: $0.value.map { Array($0) }) }
    }
}

/// Frames into the entities topic, counted by partition.
final class KafkaFrames: FrameSender {
    private let producer: Producer
    private let topic: ProducerTopic

    init(_ clients: LaneClients, _ context: LaneContext, _ hooks: KafkaHooks) throws(KafkaError) {
        producer = try Producer(settings: clients.frames, channels: context.layout.entities, hooks: hooks)
        topic = try producer.topic(context.topics.entities)
    }

    func send(_ frame: Frame) throws(KafkaError) -> Bool {
        let result = try frame.bytes.withUnsafeBufferPointer { (bytes) throws(KafkaError) in
            try producer.produce(
                to: topic, partition: Int32(frame.destination), key: nil, value: UnsafeRawBufferPointer(bytes),
                channel: frame.destination)
        }
        return result == .queued
    }

    func poll(within limit: Duration) { producer.poll(timeout: limit) }

    func produced(_ partition: Int) -> Int { producer.produced(partition) }

    func waitUntilDelivered(_ count: Int, on partition: Int, within limit: Duration) throws(KafkaError) -> Bool {
        try producer.waitUntilDelivered(count, on: partition, within: limit)
    }

    var failure: KafkaError? { producer.failure }

    func abandon(within limit: Duration) { producer.abandon(within: limit) }
}

/// Outputs, positions and their transactions.
final class KafkaTransactions: TransactionSender, Sendable {
    private let transactions: TransactionalProducer
    private let topics: [ProducerTopic]
    /// Keeps positions where brokers do not; nil in front of real ones. Unsafe: librdkafka takes a commit on any
    /// thread.
    private nonisolated(unsafe) let keeper: Consumer?
    private let sent = Mutex<[PartitionOffset]>([])

    /// - Parameter member: the lane's.
    init(
        _ clients: LaneClients, _ context: LaneContext, _ member: Consumer, _ hooks: KafkaHooks
    ) throws(KafkaError) {
        keeper = context.arePositionsForgotten ? member : nil
        transactions = try TransactionalProducer(settings: clients.transactions, hooks: hooks)
        var topics: [ProducerTopic] = []
        for name in context.topics.outputs { topics.append(try transactions.producer.topic(name)) }
        self.topics = topics
    }

    func initTransactions(within limit: Duration) throws(KafkaError) {
        try transactions.initTransactions(within: limit)
    }

    func begin() throws(KafkaError) { try transactions.begin() }

    func sendOffsets(
        _ offsets: [PartitionOffset], of group: GroupMetadata, within limit: Duration
    ) throws(KafkaError) {
        try transactions.sendOffsets(offsets, of: group, within: limit)
        if keeper != nil { sent.withLock { $0 = offsets } }
    }

    func send(
        _ topic: OutputTopic, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeader]
    ) throws(KafkaError) -> Bool {
        try transactions.producer.produce(
            to: topics[topic.rawValue], partition: topic.partition, key: key, value: value, headers: headers) == .queued
    }

    func commit(within limit: Duration) throws(KafkaError) {
        try transactions.commit(within: limit)
        if let keeper { try keeper.commit(sent.withLock { $0 }) }
    }

    func abort(within limit: Duration) throws(KafkaError) { try transactions.abort(within: limit) }

    func poll(within limit: Duration) { transactions.producer.poll(timeout: limit) }

    /// Frees the client; what is open is left to the id's next owner.
    func close(within limit: Duration) { transactions.close(within: limit) }
}
