import DisruptionCore
import KafkaClient
import WireFormat

/// What a lane works with: a member of a group, senders and stores. Kafka's in the daemon, simulated ones in the
/// simulation of the whole protocol, which runs the very lanes of the daemon.
///
/// Nothing in it waits but for a broker's answer, and no longer than the caller allows.
protocol LaneWorld {
    associatedtype Member: GroupMember
    associatedtype Frames: FrameSender
    associatedtype Transactions: TransactionSender where Transactions.Identity == Member.Identity
    associatedtype Snapshots: LaneSnapshots
    associatedtype Follower: LogFollower
    associatedtype Former: FormerOwners
}

/// A consumer in a group, as a lane uses it. What each call means is said where Kafka's are made: `Consumer`.
protocol GroupMember: AnyObject {
    associatedtype Message: ReadMessage
    associatedtype Identity: GroupIdentity

    func subscribe(_ topics: [String]) throws(KafkaError)
    func unsubscribe() throws(KafkaError)
    /// The next event of the group, nil when there is none.
    func nextEvent() -> ConsumerEvent?
    /// Takes out what was fetched of a partition, `most` messages at the most. Nothing of one that is not assigned.
    func drain<Failure: Error>(
        _ place: TopicPartition, max most: Int, _ body: (borrowing Message) throws(Failure) -> Void
    ) throws(Failure) -> Int
    func committed(_ partitions: [TopicPartition], timeout: Duration) throws(KafkaError) -> [PartitionOffset]
    func ranges(
        of partitions: [TopicPartition], timeout: Duration
    ) throws(KafkaError) -> [TopicPartition: OffsetRange]
    func ends(of partitions: [TopicPartition], timeout: Duration) throws(KafkaError) -> [TopicPartition: Int64]
    func cachedWatermarks(of partition: TopicPartition) -> OffsetRange?
    func seek(_ offset: PartitionOffset, timeout: Duration) throws(KafkaError)
    func assign(incrementally partitions: [PartitionOffset]) throws(KafkaError)
    func unassign(incrementally partitions: [TopicPartition]) throws(KafkaError)
    var assignmentLost: Bool { get }
    func groupMetadata() throws(KafkaError) -> Identity
}

/// What those who had partitions before have left.
protocol FormerOwners: AnyObject {
    /// The transactional ids of those who committed the last positions that can be read.
    func ids(of partitions: [TopicPartition], within limit: Duration) throws(KafkaError) -> Set<String>
    /// Who is in the group now, for `LaneClients.members`.
    func group(within limit: Duration) throws(KafkaError) -> GroupDescription
    /// Takes a transactional id over: what its owner left open is over, and the owner is fenced.
    func endTransaction(of id: String, within limit: Duration) throws(KafkaError)
}

/// A consumer outside of the group, which knows the group's positions all the same.
protocol LogFollower: AnyObject {
    associatedtype Message: ReadMessage

    func assign(manually partitions: [PartitionOffset]) throws(KafkaError)
    func drain<Failure: Error>(
        _ place: TopicPartition, max most: Int, _ body: (borrowing Message) throws(Failure) -> Void
    ) throws(Failure) -> Int
    func committed(_ partitions: [TopicPartition], timeout: Duration) throws(KafkaError) -> [PartitionOffset]
    func watermarks(of partition: TopicPartition, timeout: Duration) throws(KafkaError) -> OffsetRange
}

/// Who a lane is in its group at one moment.
protocol GroupIdentity: Sendable {
    /// nil where the client does not show it.
    var generation: Int32? { get }
    var memberID: String { get }
    /// Taken outside of the group: it owns nothing.
    var isOutside: Bool { get }
}

/// A message that was read, or what stands in its place; views are valid where it is handed over.
protocol ReadMessage {
    var isRecord: Bool { get }
    var isEndOfPartition: Bool { get }
    var offset: Int64 { get }
    var key: UnsafeRawBufferPointer? { get }
    var value: UnsafeRawBufferPointer? { get }
    var timestampMilliseconds: Int64 { get }
    var error: KafkaError? { get }
    var originalHeaders: [DeadLetter.Header] { get }
}

/// Sends frames into the entities log: idempotently, in order, outside every transaction, never giving up by itself.
protocol FrameSender: AnyObject {
    /// Hands a frame over; its bytes are copied.
    /// - Returns: false when there is no room; nothing was taken.
    func send(_ frame: Frame) throws(KafkaError) -> Bool
    /// Serves reports of delivery, and waits so long for the first.
    func poll(within limit: Duration)
    /// Frames for a partition handed over so far.
    func produced(_ partition: Int) -> Int
    /// Waits until `count` frames for a partition are acknowledged; false when the limit passed first.
    func waitUntilDelivered(_ count: Int, on partition: Int, within limit: Duration) throws(KafkaError) -> Bool
    /// The first frame that was not delivered: what follows must not be trusted.
    var failure: KafkaError? { get }
}

/// Outputs and positions that appear together or not at all. What each call means and what its errors ask for is said
/// where Kafka's are made: `TransactionalProducer`.
protocol TransactionSender: AnyObject {
    associatedtype Identity: GroupIdentity

    func initTransactions(within limit: Duration) throws(KafkaError)
    func begin() throws(KafkaError)
    func sendOffsets(_ offsets: [PartitionOffset], of group: Identity, within limit: Duration) throws(KafkaError)
    /// Adds an output.
    /// - Returns: false when there is no room; nothing was taken.
    func send(
        _ topic: OutputTopic, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeader]
    ) throws(KafkaError) -> Bool
    func commit(within limit: Duration) throws(KafkaError)
    func abort(within limit: Duration) throws(KafkaError)
    /// Serves reports of delivery, and waits so long for the first.
    func poll(within limit: Duration)
}
