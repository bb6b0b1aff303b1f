/// What the sink writes: each topic that it reads fills one table (disruption.events also `disruption_legs`).
public enum SinkTable: Int, Sendable, CaseIterable {
    /// disruption.events → `iropsd.disruptions`.
    case disruptions
    /// flight.state → `iropsd.flight_state`.
    case flightState
    /// dead.letter.queue → `iropsd.dead_letters`.
    case deadLetters

    /// The table's name, as metrics label it.
    public var name: String {
        switch self {
        case .disruptions: "disruptions"
        case .flightState: "flight_state"
        case .deadLetters: "dead_letters"
        }
    }
}
