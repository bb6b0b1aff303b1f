import DisruptionCore
import KafkaClient
import WireFormat

@testable import DisruptionService

/// The lanes' world in memory.
enum SimulatedWorld: LaneWorld {
    typealias Member = SimulatedMember
    typealias Frames = SimulatedFrames
    typealias Transactions = SimulatedTransactions
    typealias Snapshots = SimulatedSnapshots
    typealias Follower = SimulatedFollower
    typealias Former = SimulatedFormerOwners
}

/// Who a member is in the group at one moment.
struct SimulatedIdentity: GroupIdentity, Equatable {
    /// -1 outside of the group.
    let number: Int32
    let memberID: String
    let instance: String?

    var generation: Int32? { number }
    var isOutside: Bool { number < 0 || memberID.isEmpty }
}

/// A record as it is handed to a lane, the end of a partition, or an error in its place.
struct SimulatedMessage: ReadMessage {
    let isRecord: Bool
    var error: KafkaError?
    let offset: Int64
    let key: UnsafeRawBufferPointer?
    let value: UnsafeRawBufferPointer?
    let timestampMilliseconds: Int64
    let headers: [RecordHeader]

    var isEndOfPartition: Bool { !isRecord && error == nil }
    var originalHeaders: [DeadLetter.Header] { headers.map { DeadLetter.Header(name: $0.name, value: $0.value) } }
}

extension SimulatedMessage {
    /// Nothing to be read at an offset.
    private init(at offset: Int64, _ error: KafkaError?) {
        self.init(
            isRecord: false, error: error, offset: offset, key: nil, value: nil, timestampMilliseconds: -1, headers: [])
    }

    /// Hands over what was fetched.
    /// - Parameter timestampMs: another timestamp than the record's.
    static func hand<Failure: Error>(
        _ item: PartitionFetch.Item, of log: PartitionLog, timestampMs: Int64? = nil,
        _ body: (borrowing SimulatedMessage) throws(Failure) -> Void
    ) throws(Failure) {
        switch item {
        case .end(let offset): try body(SimulatedMessage(at: offset, nil))
        case .outOfRange(let offset):
            let error = KafkaError(code: .offsetOutOfRange, operation: "read", subject: "\(log.place)")
            try body(SimulatedMessage(at: offset, error))
        case .record(let offset):
            let record = log[offset]
            try record.key.withView { (key) throws(Failure) in
                try record.value.withView { (value) throws(Failure) in
                    try body(
                        SimulatedMessage(
                            isRecord: true, offset: offset, key: key, value: value,
                            timestampMilliseconds: timestampMs ?? record.timestampMs, headers: record.headers))
                }
            }
        }
    }
}

extension KafkaError {
    /// No answer came in time: the request or its answer was lost, or the broker cannot be reached.
    static func unanswered(_ operation: String) -> KafkaError {
        KafkaError(code: .timedOut, operation: operation, reason: "no answer", isRetriable: true)
    }

    /// The process is dead; nothing that it asks for has an effect any more.
    static let processIsDead = KafkaError(
        code: .wrongState, operation: "ask", reason: "the process is dead", isFatal: true)
}
