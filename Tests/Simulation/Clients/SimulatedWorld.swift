import DisruptionCore
import KafkaClient
import WireFormat

@testable import DisruptionService

/// The lanes' world in memory.
enum SimulatedWorld: LaneWorld {
    typealias Member = SimulatedMember
    typealias Frames = SimulatedFrames
    typealias Transactions = SimulatedTransactions
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

/// A record as it is handed to a lane, or the end of a partition.
struct SimulatedMessage: ReadMessage {
    let isRecord: Bool
    let offset: Int64
    let key: UnsafeRawBufferPointer?
    let value: UnsafeRawBufferPointer?
    let timestampMilliseconds: Int64
    let headers: [RecordHeader]

    var isEndOfPartition: Bool { !isRecord }
    var error: KafkaError? { nil }
    var originalHeaders: [DeadLetter.Header] { headers.map { DeadLetter.Header(name: $0.name, value: $0.value) } }
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
