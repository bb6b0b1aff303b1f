/// The topics that a lane writes in its transactions.
enum OutputTopic: Int, CaseIterable, Sendable {
    case disruptionEvents, flightState, deadLetterQueue

    /// The logical name.
    var name: String {
        switch self {
        case .disruptionEvents: "disruption.events"
        case .flightState: "flight.state"
        case .deadLetterQueue: "dead.letter.queue"
        }
    }
}
