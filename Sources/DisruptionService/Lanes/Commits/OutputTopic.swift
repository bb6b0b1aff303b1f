/// The topics that a lane writes in its transactions: outputs, and the snapshots topic.
enum OutputTopic: Int, CaseIterable, Sendable {
    case disruptionEvents, flightState, bookingState, notifications, deadLetterQueue, snapshots

    /// What others read.
    static let told: [OutputTopic] = [
        .disruptionEvents, .flightState, .bookingState, .notifications, .deadLetterQueue,
    ]

    /// The partition that all records go to; nil lets the key decide.
    var partition: Int32? { self == .snapshots ? SnapshotRecords.partition : nil }

    /// The logical name.
    var name: String {
        switch self {
        case .disruptionEvents: "disruption.events"
        case .flightState: "flight.state"
        case .bookingState: "booking.state"
        case .notifications: "notifications"
        case .deadLetterQueue: "dead.letter.queue"
        case .snapshots: "iropsd.snapshots"
        }
    }
}
