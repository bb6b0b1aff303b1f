import KafkaClient
import PostgresClient

/// What a failure means to the sink: its state, how long to wait, what to make anew.
struct SinkFailure: Equatable {
    let state: SinkStatus.State
    let message: String
    /// What stays the same while the same thing is in the way, though the message may name another process or port.
    let cause: String
    /// True where the Kafka client cannot go on.
    let needsNewReader: Bool
    /// True where nothing is wrong: a wait was ended because the sink is to stop.
    let isStop: Bool

    init(_ error: any Error) {
        message = String(describing: error)
        cause = (error as? PostgresError).map { $0.sqlState?.code ?? $0.kind.rawValue } ?? message
        isStop = (error as? PostgresError)?.kind == .interrupted || error as? SinkError == .stopping
        needsNewReader = (error as? KafkaError)?.isFatal ?? false
        state =
            switch error {
            case let error as PostgresError: error.isRetriable ? .databaseAway : .blocked
            case let error as SinkError: Self.state(error)
            case is KafkaError: .brokerAway
            default: .blocked
            }
    }

    /// The pause that goes with the state; nil where it grows from failure to failure. Milliseconds.
    func pauseMs(_ limits: SinkLimits) -> Int? {
        switch state {
        case .standby: limits.standbyMs
        case .blocked: limits.blockedMs
        default: nil
        }
    }

    private static func state(_ error: SinkError) -> SinkStatus.State {
        switch error {
        case .standingBy, .fenced: .standby
        case .topicMissing, .offsetsWentBack, .stopping: .brokerAway
        }
    }
}
